#include <utility>

#include "gateway/audit/trail_format.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/model/identifiers.hpp"

namespace sluis::audit {
namespace {

// Reads back what core::JsonWriter writes for a record: one object of texts, numbers and lists of texts. Anything else stops it.
class RecordReader final {
 public:
  explicit RecordReader(std::string_view text) : rest_(text) {}

  Members read() {
    Members members;
    if (!take('{')) return {};
    do {
      auto name = text();
      if (!name || !take(':')) return {};
      auto read = value();
      if (!read) return {};
      members.emplace(std::move(*name), std::move(*read));
    } while (take(','));
    return take('}') && rest_.empty() ? members : Members{};
  }

 private:
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::optional<std::string> value() {
    if (take('[')) return list();
    if (!rest_.empty() && rest_.front() == '"') return text();
    const auto end = rest_.find_first_not_of("0123456789");
    if (end == 0 || end == std::string_view::npos) return std::nullopt;
    std::string number(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return number;
  }

  std::optional<std::string> list() {
    std::string joined;
    if (take(']')) return joined;
    do {
      const auto item = text();
      if (!item) return std::nullopt;
      if (!joined.empty()) joined += ' ';
      joined += *item;
    } while (take(','));
    return take(']') ? std::optional{joined} : std::nullopt;
  }

  std::optional<std::string> text() {
    if (!take('"')) return std::nullopt;
    std::string out;
    while (!rest_.empty() && rest_.front() != '"') {
      const char c = rest_.front();
      rest_.remove_prefix(1);
      if (c != '\\') {
        out += c;
      } else if (!escape(out)) {
        return std::nullopt;
      }
    }
    return take('"') ? std::optional{out} : std::nullopt;
  }

  // The escapes that the writer uses: a letter, or \u00xx for the other control characters.
  bool escape(std::string& out) {
    constexpr std::string_view kHex = "0123456789abcdef";
    if (rest_.empty()) return false;
    const char kind = rest_.front();
    rest_.remove_prefix(1);
    switch (kind) {
      case '"':
      case '\\': out += kind; return true;
      case 'n': out += '\n'; return true;
      case 'r': out += '\r'; return true;
      case 't': out += '\t'; return true;
      case 'u': break;
      default: return false;
    }
    if (rest_.size() < 4 || !rest_.starts_with("00")) return false;
    const auto high = kHex.find(rest_[2]);
    const auto low = kHex.find(rest_[3]);
    if (high > 1 || low == std::string_view::npos) return false;
    out += static_cast<char>(high * 16 + low);
    rest_.remove_prefix(4);
    return true;
  }

  std::string_view rest_;
};

}  // namespace

Members members_of(std::string_view line) { return RecordReader(line).read(); }

namespace {

// Which kind of number it is: 8 digits are a NIHII, ten begin with 0 or 1 and are a CBE or an EHP number, told apart by check digits.
model::PartyClaim organisation_of(const std::string& number, const std::string& category, const std::string& name) {
  model::PartyClaim party;
  const char* scheme = number.size() != 10 ? "ID-HCPARTY" : model::Cbe::parse(number) ? "ID-CBE" : "ID-EHP";
  party.ids.push_back({scheme, number, {}});
  party.codes.push_back({"CD-HCPARTY", category});
  party.name = name.empty() ? number : name;
  return party;
}

model::PartyClaim person_of(const std::string& nihii, const std::string& category, const std::string& name) {
  model::PartyClaim party;
  if (!nihii.empty()) party.ids.push_back({"ID-HCPARTY", nihii, {}});
  party.codes.push_back({"CD-HCPARTY", category});
  const auto blank = name.find(' ');
  if (blank != std::string::npos) party.first_names.push_back(name.substr(0, blank));
  if (blank != std::string::npos) party.family_name = name.substr(blank + 1);
  else party.name = name;
  return party;
}

}  // namespace

std::optional<model::Access> access_of(const Members& members) {
  const auto text = [&](std::string_view name) {
    const auto found = members.find(name);
    return found == members.end() ? std::string{} : found->second;
  };
  const auto at = core::parse_instant(text("time"));
  if (text("kind") != "order" || !at) return std::nullopt;
  const auto rule = text("rule");
  model::Access access{.at = *at,
                       .operation = text("operation"),
                       .who = text("caller_name"),
                       .category = text("caller_category"),
                       .organisation = text("caller_organisation"),
                       .outcome = text("outcome"),
                       .reason = rule.empty() ? text("codes") : rule,
                       .break_the_glass = text("break_the_glass"),
                       .representation = text("representation")};
  const bool has_end_user = !text("end_user_name").empty() || !text("end_user_nihii").empty();
  const bool is_organisation = !access.organisation.empty();
  if (is_organisation) access.parties.push_back(organisation_of(access.organisation, access.category, access.who));
  if (is_organisation && has_end_user) {
    access.delegate = text("end_user_name").empty() ? text("end_user_nihii") : text("end_user_name");
    access.parties.push_back(person_of(text("end_user_nihii"), text("end_user_category"), text("end_user_name")));
  } else if (!is_organisation) {
    access.parties.push_back(person_of(text("caller_nihii"), access.category, access.who));
  }
  if (!text("document_id").empty()) {
    access.document = model::TransactionName{text("document_id"), text("document_scheme"), text("document_hub")};
    access.document_category = text("document_category");
  }
  return access;
}

}  // namespace sluis::audit
