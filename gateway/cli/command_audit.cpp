#include <iostream>

#include "gateway/audit/verify_trail.hpp"
#include "gateway/cli/audit_commands.hpp"
#include "gateway/cli/commands.hpp"
#include "gateway/core/json_writer.hpp"
#include "gateway/daemon/settings_file.hpp"

namespace sluis::cli {
namespace {

// The first thing that is wrong, in one sentence.
std::string wrong_in(const audit::TrailVerdict& verdict) {
  if (verdict.bad) return audit::to_text(*verdict.bad);
  return verdict.bad_head.empty() ? verdict.bad_tree : verdict.bad_head;
}

void print_json(const std::string& path, const audit::TrailVerdict& verdict) {
  core::JsonWriter w;
  w.begin_object().member("trail", path).member("unaltered", verdict.unaltered()).member("records", verdict.records);
  w.member("last_hash", verdict.last_hash).member("heads", verdict.heads).member("signatures_checked", verdict.signatures_checked);
  if (verdict.bad) {
    w.member("bad_record", verdict.bad->record).member("line", verdict.bad->line);
    w.member("offset", verdict.bad->offset).member("why", verdict.bad->why);
  }
  if (!verdict.bad_tree.empty()) w.member("bad_tree", verdict.bad_tree);
  if (!verdict.bad_head.empty()) w.member("bad_head", verdict.bad_head);
  w.end_object();
  std::cout << w.text() << "\n";
}

void print_text(const audit::TrailVerdict& verdict) {
  if (!verdict.unaltered()) {
    std::cout << "altered: " << wrong_in(verdict) << "\n";
    if (verdict.bad) std::cout << verdict.records << " records before it are good\n";
    return;
  }
  std::cout << "unaltered: " << verdict.records << " records\nlast hash " << verdict.last_hash << "\n" << verdict.heads << " signed heads are those of this trail"
            << (verdict.signatures_checked || verdict.heads == 0 ? "" : "; their signatures were not checked: give --key PEM") << "\n";
}

int verify(const Arguments& arguments) {
  const auto path = trail_named(arguments);
  audit::TrailAnchors anchors;
  if (arguments.has("last-hash")) anchors.last_hash = arguments.value("last-hash");
  if (arguments.has("key")) anchors.key = key_given(arguments);
  if (arguments.has("head")) {
    auto text = read_file(arguments.value("head"));
    text.erase(text.find_last_not_of(" \t\r\n") + 1);
    anchors.head = audit::head_from_json(text);
    if (!anchors.head) throw UsageError("--head takes a file with one signed head, as 'sluis audit heads --json' prints it");
  }
  const auto verdict = audit::verify_trail(path, anchors);
  if (!verdict) {
    std::cerr << path << ": " << verdict.error().log_text() << "\n";
    return kTechnical;
  }
  arguments.has("json") ? print_json(path, *verdict) : print_text(*verdict);
  return verdict->unaltered() ? kDone : kRefused;
}

}  // namespace

std::string trail_named(const Arguments& arguments) {
  const auto& plain = arguments.plain();
  if (plain.size() == 2) return plain[1];
  if (plain.size() > 2) throw UsageError("one trail at a time");
  if (!arguments.has("config")) throw UsageError("name the trail, or the settings with --config FILE");
  return daemon::SettingsFile::load(arguments.value("config")).only("audit").text("path");
}

native::PublicKey key_given(const Arguments& arguments) {
  auto key = native::public_key_from_pem(read_file(arguments.required("key")));
  if (!key) throw UsageError("--key " + arguments.value("key") + ": " + key.error().log_text());
  return *key;
}

int run_audit(const std::vector<std::string>& words) {
  const Arguments arguments(words, {"config", "last-hash", "key", "head"}, {"json"});
  const auto verb = arguments.plain().empty() ? std::string{} : arguments.plain().front();
  if (verb == "verify") return verify(arguments);
  if (verb == "heads") return audit_heads(arguments);
  if (verb == "key") return audit_key(arguments);
  if (verb == "prove") return audit_prove(arguments);
  throw UsageError("what to do with the audit trail: verify, prove, heads or key");
}

}  // namespace sluis::cli
