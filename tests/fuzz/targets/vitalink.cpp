#include "mappings/vitalink/native_message.hpp"
#include "mappings/vitalink/product_code.hpp"
#include "mappings/vitalink/scheme_entries.hpp"
#include "mappings/vitalink/scheme_rules.hpp"
#include "mappings/vitalink/vault_uri.hpp"
#include "tests/fuzz/round_trip.hpp"
#include "tests/fuzz/targets.hpp"

// The vault: its native messages, and the medication schemes that go in and come out.
namespace sluis::fuzz {
namespace {

namespace vitalink = mappings::vitalink;

const native::Schema& native_schema() {
  static const auto compiled = native::Schema::compile({SLUIS_SOURCE_DIR "/mappings/vitalink/native.xsd"}).value();
  return compiled;
}

}  // namespace

void fuzz_vitalink_native(std::string_view input) {
  const auto document = native::Document::parse(input);
  if (!document) return;
  const auto root = document->root();
  if (vitalink::read_native_request(root)) {
    stays_the_same(root, native_schema(), [](native::Node node) { return vitalink::write_native(vitalink::read_native_request(node).value()); });
  }
  const auto answer = vitalink::read_native_response(root);
  if (!answer) return;
  stays_the_same(root, native_schema(), [](native::Node node) { return vitalink::write_native(vitalink::read_native_response(node).value()); });
  for (const auto& node : answer->nodes) {
    (void)vitalink::scheme_of({"85073099833", node.version, answer->last_updated, "1990000035", "Vault"}, node.entries);
    for (const auto& entry : node.entries) (void)vitalink::reference_of(entry, "85073099833");
  }
}

void fuzz_vitalink_scheme(std::string_view input) {
  static const auto tables = vitalink::SchemeTables::load(SLUIS_SOURCE_DIR "/mappings");
  if (const auto uri = vitalink::VaultUri::parse(input)) holds(uri->text() == input, "a URI is written as another");
  (void)vitalink::judge_product_code(input);
  const auto findings = vitalink::check_scheme(input, tables);
  if (findings) {
    for (const auto& one : *findings) holds(one.line > 0 && one.column > 0 && !one.rule.empty(), "a breach without its place");
  }
  const auto entries = vitalink::entries_of(input);
  if (!entries) return;
  const auto message = vitalink::scheme_of({entries->ssin, 1, "2026-11-20T10:00:00+01:00", "1990000035", "Vault"}, entries->written);
  if (message) holds(native::Document::parse("<content>" + *message + "</content>", {.bytes = 64 * 1024 * 1024}).has_value(), "a scheme is written as no XML");
}

}  // namespace sluis::fuzz
