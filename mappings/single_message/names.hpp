#pragma once

#include <string_view>

// Namespaces of the shared pharmaceutical dossier (gfd.md sections 2, 3 and 5).
namespace sluis::mappings::single_message {

inline constexpr std::string_view kProtocol = "urn:be:fgov:ehealth:gfddpp:protocol:v1";
inline constexpr std::string_view kParameters = "http://services.gfddpp.be";
inline constexpr std::string_view kConfiguration = "http://services.gfddpp.be/getconfiguration/v1";
inline constexpr std::string_view kMessage = "http://www.apb.be/standards/smoa/schema/v1";
inline constexpr std::string_view kModel = "http://www.apb.be/standards/smoa/schema/model/v1";
inline constexpr std::string_view kId = "http://www.apb.be/standards/smoa/schema/id/v1";
inline constexpr std::string_view kCode = "http://www.apb.be/standards/smoa/schema/code/v1";
inline constexpr std::string_view kXsi = "http://www.w3.org/2001/XMLSchema-instance";

inline constexpr std::string_view kVersion = "2.0.5";  // of the messages that we write

}  // namespace sluis::mappings::single_message
