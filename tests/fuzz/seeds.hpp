#pragma once

#include <string>
#include <string_view>

namespace sluis::fuzz {

void seed(const std::string& target, const std::string& name, std::string_view content);  // writes one

void of_networks();
void of_hub_lists();
void of_the_dossier();

}  // namespace sluis::fuzz
