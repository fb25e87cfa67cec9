"""Card numbers: 14 digits, 2 for a reader's card, 4 of the library, 8 of the serial, and a Luhn check digit.

The layout is the one of Codabar library labels: 2 for a patron, 3 for an item, so that a card and a book never share a
number. Luhn (ISO/IEC 7812-1, annex B) catches every single wrong digit and every swap of neighbours but 09 ↔ 90.
"""

from desk.errors import Invalid

READER_CARD = "2"
ITEM = "3"
LENGTH = 14
LAST_SERIAL = 99_999_999
_LUHN_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
_SEPARATORS = str.maketrans("", "", " \t\r\n\u00a0\u3000-－")


def make(library_code: str, serial: int) -> str:
    """The card number of `serial` in the library with the four digits `library_code`."""
    if not 1 <= serial <= LAST_SERIAL:
        raise Invalid("馆代码 {library} 的证号已用完。请在设置中换一个馆代码。", library=library_code)
    body = f"{READER_CARD}{library_code}{serial:08d}"
    return body + check_digit(body)


def check_digit(body: str) -> str:
    """The Luhn digit that belongs after the digits of `body`."""
    digits = [int(digit) for digit in reversed(body)]
    total = sum(_LUHN_DOUBLED[digit] for digit in digits[::2]) + sum(digits[1::2])
    return str(-total % 10)


def digits_of(text: str) -> str:
    """`text` without spaces and hyphens, each decimal digit of any script (１, ᠑) as 0–9."""
    return "".join(
        str(int(character)) if character.isdecimal() else character for character in text.translate(_SEPARATORS)
    )


def looks_like_card(text: str) -> bool:
    """Whether `text` can only be meant as a card number, right or wrong: fourteen digits that begin with 2."""
    number = digits_of(text)
    return len(number) == LENGTH and number.isdecimal() and number.startswith(READER_CARD)


def checked(text: str) -> str:
    """The fourteen digits of a card number as typed or scanned.

    Refuses anything but digits, another length (half a scan), an item's barcode, another kind of number, and a wrong
    check digit, each in its own words.
    """
    number = digits_of(text)
    if not number:
        raise Invalid("没有读到证号。请扫描或输入读者证上的 14 位数字。")
    if not number.isdecimal():
        raise Invalid("证号应为 14 位数字，读到了其他字符。请切换到英文输入法后重新扫描，或手工输入。")
    if len(number) != LENGTH:
        raise Invalid("证号应为 14 位数字，读到 {count} 位。请重新扫描，或手工输入。", count=len(number))
    if number[0] == ITEM:
        raise Invalid("{number} 是图书条码，不是读者证号。请扫描读者证。", number=number)
    if number[0] != READER_CARD:
        raise Invalid("{number} 不是读者证号：证号以 2 开头。请扫描本次会议的读者证。", number=number)
    if check_digit(number[:-1]) != number[-1]:
        raise Invalid("证号 {number} 的校验位不对。请核对后重新输入。", number=number)
    return number
