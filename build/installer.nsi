; The installer for Windows: for one person, without administrator rights.
;
;   makensis -INPUTCHARSET UTF8 -DVERSION=0.1.0 -DVERSION4=0.1.0.0 -DFOLDER=work/dist/jixin -DOUT=work/dist/setup.exe build/installer.nsi
;
; FOLDER and OUT are paths seen from the current folder. Silent: setup.exe /S; exit code 2 when a program is still open.
Unicode true
Target amd64-unicode
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma

!include MUI2.nsh
!include LogicLib.nsh

!define NAME "绩薪"
!define WINDOW "绩薪.exe"
!define CONSOLE "jixin.exe"
!define TYPE "Jixin.Book"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Jixin"

Name "${NAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Jixin"
InstallDirRegKey HKCU "Software\Jixin" "Folder"
BrandingText "${NAME} ${VERSION}"

VIProductVersion "${VERSION4}"
VIFileVersion "${VERSION4}"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT"

!define MUI_ICON "${ROOT}/resources/icons/jixin.ico"
!define MUI_UNICON "${ROOT}/resources/icons/jixin.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOW}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "TradChinese"
!insertmacro MUI_LANGUAGE "English"

LangString STILL_OPEN 2052 "绩薪还开着。关掉它再继续；账套不会动。"
LangString STILL_OPEN 1028 "績薪還開著。關掉它再繼續；帳套不會動。"
LangString STILL_OPEN 1033 "Jixin is still open. Close it and go on; your books are not touched."
LangString BOOKS_STAY 2052 "绩薪已卸载。账套（.jixin 文件）一个也没有删，默认在：$\r$\n$DOCUMENTS"
LangString BOOKS_STAY 1028 "績薪已解除安裝。帳套（.jixin 檔案）一個也沒有刪，預設在：$\r$\n$DOCUMENTS"
LangString BOOKS_STAY 1033 "Jixin is removed. No book (.jixin file) was deleted; by default they are in:$\r$\n$DOCUMENTS"
LangString BOOK_TYPE 2052 "绩薪账套"
LangString BOOK_TYPE 1028 "績薪帳套"
LangString BOOK_TYPE 1033 "Jixin book"

; A program that runs cannot be opened for writing: asks to close it, again and again; silent, gives up with exit code 2.
!macro WAIT_UNTIL_CLOSED PROGRAM
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    ${Do}
      ClearErrors
      FileOpen $0 "$INSTDIR\${PROGRAM}" a
      ${IfNot} ${Errors}
        FileClose $0
        ${Break}
      ${EndIf}
      ${If} ${Silent}
        SetErrorLevel 2
        Quit
      ${EndIf}
      ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(STILL_OPEN)" IDCANCEL`
        SetErrorLevel 2
        Quit
      ${EndIf}
    ${Loop}
  ${EndIf}
!macroend

Section
  !insertmacro WAIT_UNTIL_CLOSED "${WINDOW}"
  !insertmacro WAIT_UNTIL_CLOSED "${CONSOLE}"
  RMDir /r "$INSTDIR\_internal" ; of an older version: files that are no longer shipped must not stay
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${WINDOW}"
  CreateShortCut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${WINDOW}"

  WriteRegStr HKCU "Software\Jixin" "Folder" "$INSTDIR"
  WriteRegStr HKCU "Software\Classes\.jixin" "" "${TYPE}"
  WriteRegStr HKCU "Software\Classes\${TYPE}" "" "$(BOOK_TYPE)"
  WriteRegStr HKCU "Software\Classes\${TYPE}\DefaultIcon" "" "$INSTDIR\${WINDOW},0"
  WriteRegStr HKCU "Software\Classes\${TYPE}\shell\open\command" "" '"$INSTDIR\${WINDOW}" "%1"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${WINDOW}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  SectionGetSize 0 $0
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" $0
  System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)"
SectionEnd

Section "Uninstall"
  !insertmacro WAIT_UNTIL_CLOSED "${WINDOW}"
  !insertmacro WAIT_UNTIL_CLOSED "${CONSOLE}"
  ; Only what was installed: a book that somebody saved in this folder stays, and the folder with it.
  Delete "$INSTDIR\${WINDOW}"
  Delete "$INSTDIR\${CONSOLE}"
  Delete "$INSTDIR\CHANGELOG.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir /r "$INSTDIR\_internal"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "Software\Classes\${TYPE}"
  ReadRegStr $0 HKCU "Software\Classes\.jixin" ""
  ${If} $0 == "${TYPE}"
    DeleteRegKey HKCU "Software\Classes\.jixin"
  ${EndIf}
  DeleteRegKey HKCU "Software\Jixin"
  System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)"
SectionEnd

Function un.onUninstSuccess
  MessageBox MB_OK|MB_ICONINFORMATION "$(BOOKS_STAY)" /SD IDOK
FunctionEnd
