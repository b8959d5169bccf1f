#include <iostream>

#include "gateway/audit/heads_file.hpp"
#include "gateway/cli/audit_commands.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/installed.hpp"
#include "gateway/daemon/keys.hpp"
#include "gateway/daemon/oversight.hpp"

namespace sluis::cli {

int audit_heads(const Arguments& arguments) {
  const auto path = audit::heads_path_of(trail_named(arguments));
  auto reader = audit::HeadReader::open(path);
  if (!reader) {
    std::cerr << reader.error().log_text() << "\n";
    return kTechnical;
  }
  for (;;) {
    auto line = reader->next();
    if (!line) {
      std::cerr << line.error().log_text() << "\n";
      return kTechnical;
    }
    if (!*line) return kDone;
    if (!(*line)->head) {
      std::cerr << path << ": line " << (*line)->line << " is no signed head\n";
      return kRefused;
    }
    const auto& head = *(*line)->head;
    if (arguments.has("json")) std::cout << audit::to_json(head) << "\n";
    else std::cout << core::to_text(head.at) << "  " << head.size << " records  root " << head.root << "  key " << head.key << "\n";
  }
}

int audit_key(const Arguments& arguments) {
  if (arguments.plain().size() > 1) throw UsageError("takes no file: sluis audit key --config FILE");
  const auto settings = daemon::SettingsFile::load(arguments.required("config"));
  const auto key = daemon::head_signer(settings, daemon::identities_of(settings, core::installed_mappings()));
  if (!key) {
    std::cerr << "no key signs the heads of this trail: set audit.identity or audit.key\n";
    return kRefused;
  }
  std::cout << native::public_pem(key->public_key());
  return kDone;
}

}  // namespace sluis::cli
