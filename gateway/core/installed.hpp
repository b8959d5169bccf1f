#pragma once

#include <string>

namespace sluis::core {

// Where the running program's data stands: <program folder>/../share/sluis/mappings. An operator may name another in the settings.
std::string installed_mappings();
// Folder of the running program itself.
std::string program_folder();

}  // namespace sluis::core
