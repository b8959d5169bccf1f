#pragma once

#include <string>
#include <vector>

#include "adapters/hub/simulator/hub_parts.hpp"

// Folders on their way in and out, sealed (hubs.md section 3.3).
namespace sluis::sandbox::hub {

// The folders of a message that was sealed for this hub, with the document that holds them.
struct OpenedFolder {
  native::Document document;
  native::Node folder;  // the only one
  std::string patient;
};
// Either what was in it, or what is answered instead: not sealed (415), sealed for somebody else, not one folder.
struct FolderResult {
  std::optional<OpenedFolder> opened;
  HubReply refused;
};
FolderResult open_folder(HubParts& parts, const HubQuestion& question);

// A complete core kmehrmessage with these documents, sealed for the caller; or a refusal.
HubReply sealed_message(HubParts& parts, const HubQuestion& question, const std::string& patient,
                        const std::vector<KeptDocument>& documents);

}  // namespace sluis::sandbox::hub
