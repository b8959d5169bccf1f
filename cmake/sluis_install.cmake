# cmake --install: programs, data, documents, unit and an example of the settings. What an operator has changed is never overwritten.
include(GNUInstallDirs)
if(NOT TARGET sluisd)
  return()
endif()
install(TARGETS sluisd sluis RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY mappings/ DESTINATION ${CMAKE_INSTALL_DATADIR}/sluis/mappings
  FILES_MATCHING PATTERN "*.xsd" PATTERN "*.wsdl" PATTERN "*.table" PATTERN "*.schema" PATTERN "*.json")
install(DIRECTORY fixtures/hostile/ DESTINATION ${CMAKE_INSTALL_DATADIR}/sluis/hostile)  # sluis selftest
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR} FILES_MATCHING PATTERN "*.md")
install(FILES packaging/systemd/sluisd.service DESTINATION lib/systemd/system)
install(FILES packaging/systemd/sluisd.service.d/pkcs11.conf.example DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)
install(FILES packaging/systemd/sluis.sysusers.conf DESTINATION lib/sysusers.d RENAME sluis.conf)
install(FILES packaging/systemd/sluis.tmpfiles.conf DESTINATION lib/tmpfiles.d RENAME sluis.conf)
install(FILES packaging/sluisd.conf DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)
