#include "gateway/audit/trail_format.hpp"
#include "gateway/audit/tree_head.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/core/table.hpp"
#include "gateway/daemon/settings_file.hpp"
#include "gateway/model/identifiers.hpp"
#include "gateway/native/keyed_digest.hpp"
#include "gateway/routing/resume.hpp"
#include "tests/fuzz/support_people.hpp"
#include "tests/fuzz/targets.hpp"

// What stands in files of the operator and comes line by line, and the small texts inside messages.
namespace sluis::fuzz {
namespace {

std::string mac(std::string_view text) {
  static const std::string key(32, 'm');
  return native::keyed_sha256(core::as_bytes(key), text);
}

template <class Identifier>
void is_kept(std::string_view input) {
  const auto read = Identifier::parse(input);
  if (!read) return;
  const auto again = Identifier::parse(read->text());
  holds(again && again->text() == read->text() && read->text() == input, "an identifier is kept as another");
}

}  // namespace

// Either sections that can be read, or one line that says what is wrong.
void fuzz_settings_file(std::string_view input) {
  try {
    const auto settings = daemon::SettingsFile::parse(std::string(input), "/etc/sluis/sluis.conf");
    for (const auto& key : daemon::known_keys()) {
      for (const auto* section : settings.all(key.section)) {
        (void)section->text(key.key);
        if (key.kind == daemon::ValueKind::Integer && !section->text(key.key).empty()) (void)section->integer(key.key);
        if (key.kind == daemon::ValueKind::Boolean && !section->text(key.key).empty()) (void)section->boolean(key.key);
        for (const auto& part : section->list(key.key)) holds(!part.empty(), "an empty part of a list");
      }
    }
  } catch (const daemon::SettingsError& error) {
    const std::string said = error.what();
    holds(said.starts_with("/etc/sluis/sluis.conf"), "an error that doesn't name its file: " + said);
    holds(said.find('\n') == std::string::npos, "an error of several lines: " + said);
  }
}

void fuzz_table(std::string_view input) {
  constexpr auto kSchema = "name | [a-z_]+ | what it is called\nkind | (one\\|two)? | which\ntext | .* | anything\n";
  try {
    const auto table = core::Table::parse("fuzz.table", std::string(input), kSchema);
    for (const auto& row : table.rows()) holds(row.size() == 3 && !table.cell(row, "name").empty(), "a row that doesn't fit its schema");
  } catch (const std::runtime_error& error) {
    holds(std::string(error.what()).starts_with("fuzz.table"), std::string("an error that doesn't name its file: ") + error.what());
  }
}

void fuzz_trail_line(std::string_view input) {
  std::string why;
  if (audit::own_hash(input, why)) why.clear();
  (void)audit::check(input, 1, audit::kNoHash, why);
  (void)audit::is_beginning(input, 1, audit::kNoHash);
  (void)audit::access_of(audit::members_of(input));
  if (const auto head = audit::head_from_json(input)) {
    const auto again = audit::head_from_json(audit::to_json(*head));
    holds(again && again->size == head->size && again->root == head->root && again->key == head->key, "a head is written as another");
    holds(!audit::wrong_with(*head, holder().certificate.key()).empty(), "a head that nobody signed");
  }
  if (!core::is_utf8(input)) return;
  model::AuditEvent event;
  event.at = now();
  event.caller_name = input;
  event.sources = {std::string(input)};
  const auto line = audit::chain(1, audit::kNoHash, audit::event_members(event, "00"));
  const auto text = std::string_view(line.text).substr(0, line.text.size() - 1);
  holds(text.find('\n') == std::string_view::npos, "a record of several lines");
  holds(audit::check(text, 1, audit::kNoHash, why) == line.hash, "a record of ours doesn't hold: " + why);
  const auto members = audit::members_of(text);
  const auto name = members.find("caller_name");
  holds(name != members.end() && name->second == input, "a name is read back as another");
}

void fuzz_resume_token(std::string_view input) {
  model::Order order;
  model::ReferenceQuery query;
  query.patient.ids = {{"INSS", "85073099833", {}}};
  query.resume = input;
  query.page = input;
  query.page_size = 2;
  order.content = query;
  holds(!routing::open_token(mac, order, now()), "a token that nobody made");
  model::Answer answer;
  answer.entries.resize(5);
  if (!input.empty()) holds(!routing::cut_page(mac, order, answer), "a page that nobody made");
  auto& asked = std::get<model::ReferenceQuery>(order.content);
  routing::Unfinished left{{"hub:1999990144"}, {}};
  for (std::size_t at = 0; at + 8 <= input.size(); at += 8) left.seen.insert(std::string(input.substr(at, 8)));
  asked.resume = routing::make_token(mac, order, left, now() + std::chrono::minutes(5));
  const auto opened = routing::open_token(mac, order, now());
  holds(opened && opened->sources == left.sources && opened->seen == left.seen, "a token is opened as another");
}

void fuzz_values(std::string_view input) {
  if (const auto bytes = core::from_base64(input)) holds(core::from_base64(core::to_base64(*bytes)) == bytes, "base64");
  holds(core::from_base64(core::to_base64(input)).has_value(), "our own base64 is refused");
  if (const auto date = core::parse_date(input)) holds(date->ok() && core::parse_date(core::to_text(*date)) == date, "a date");
  if (const auto at = core::parse_instant(input)) {
    const auto whole = std::chrono::floor<std::chrono::milliseconds>(*at);
    const auto again = core::parse_instant(core::to_text(*at));
    holds(again && std::chrono::floor<std::chrono::milliseconds>(*again) == whole, "a moment: " + core::to_text(*at));
    (void)core::brussels_date_time(*at);
  }
  is_kept<model::Ssin>(input);
  is_kept<model::Nihii>(input);
  is_kept<model::Cbe>(input);
  is_kept<model::Ehp>(input);
  is_kept<model::EidCardNumber>(input);
  is_kept<model::IsiNumber>(input);
  if (const auto ssin = model::Ssin::parse(input)) (void)ssin->birth_date();
}

}  // namespace sluis::fuzz
