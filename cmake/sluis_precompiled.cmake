# With SLUIS_PRECOMPILED the headers of the standard library are read once for all; a preset without it shows who forgot to include.
option(SLUIS_PRECOMPILED "Read the standard headers once" OFF)
if(SLUIS_PRECOMPILED)
  # One reading must serve all, so all get what POCO asks of its users.
  get_target_property(poco_definitions Poco::Foundation INTERFACE_COMPILE_DEFINITIONS)
  add_compile_definitions(${poco_definitions})
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/empty/precompiled.cpp CONTENT "namespace sluis {}\n")
  add_library(sluis_precompiled OBJECT ${CMAKE_BINARY_DIR}/empty/precompiled.cpp)
  target_precompile_headers(sluis_precompiled PRIVATE <algorithm> <array> <atomic> <chrono> <condition_variable> <deque>
    <filesystem> <fstream> <functional> <map> <memory> <mutex> <optional> <set> <span> <sstream> <string> <string_view> <thread>
    <unordered_map> <variant> <vector>)
endif()

function(sluis_precompile name)
  if(SLUIS_PRECOMPILED)
    target_precompile_headers(${name} REUSE_FROM sluis_precompiled)
  endif()
endfunction()
