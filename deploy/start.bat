@echo off
rem Start the session desk from the folder that "make bundle" wrote, without a network.
rem Not tried on Windows itself: written from the documentation of Python for Windows.
setlocal
chcp 65001 >nul
cd /d "%~dp0\.."
if exist .venv\.installed goto run
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" || (echo Python 3.11 or later is needed & pause & exit /b 1)
py -3 -m venv --clear .venv || exit /b 1
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check --no-index --find-links wheels\windows --require-hashes -r wheels\windows\requirements.lock || (pause & exit /b 1)
type nul > .venv\.installed
:run
.venv\Scripts\python manage.py run
pause
