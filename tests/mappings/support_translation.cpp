#include "tests/mappings/support_translation.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "gateway/core/encoding.hpp"
#include "mappings/hubservices_v2/request.hpp"
#include "mappings/hubservices_v2/request_writer.hpp"
#include "mappings/hubservices_v3/access_right.hpp"
#include "mappings/hubservices_v3/transaction_list.hpp"

namespace sluis::test {
namespace {

namespace v2 = mappings::hubservices_v2;
namespace v3 = mappings::hubservices_v3;

using Scope = std::map<std::string, std::string>;  // prefix, namespace

struct Flat {
  std::vector<Line> lines;
  std::set<std::string> form;
};

// Reads what canonical XML can hold: start tags, end tags, text, instructions. No entity is resolved.
class Flattener final {
 public:
  Flat read(const std::string& xml) {
    std::size_t at = 0;
    while (at < xml.size()) {
      const auto open = std::min(xml.find('<', at), xml.size());
      text(xml.substr(at, open - at));
      if (open == xml.size()) break;
      const auto close = xml.find('>', open);
      if (xml[open + 1] != '?') tag(xml.substr(open + 1, close - open - 1));
      at = close + 1;
    }
    return std::move(flat_);
  }

 private:
  struct Open {
    std::string path;
    Scope scope;
    std::string text;
    bool has_children = false;
  };

  void tag(const std::string& inside) {
    if (inside.front() == '/') return end();
    auto attributes = attributes_of(inside);
    Open element{{}, stack_.empty() ? Scope{} : stack_.back().scope, {}};
    for (const auto& [name, value] : attributes) {
      if (name == "xmlns" || name.starts_with("xmlns:")) element.scope[name == "xmlns" ? "" : name.substr(6)] = value;
    }
    const auto name = inside.substr(0, inside.find(' '));
    const auto colon = name.find(':');
    const auto prefix = colon == std::string::npos ? std::string{} : name.substr(0, colon);
    const auto local = name.substr(colon == std::string::npos ? 0 : colon + 1);
    if (!stack_.empty()) {
      stack_.back().has_children = true;
      element.path = stack_.back().path.empty() ? local : stack_.back().path + "/" + local;
    }
    if (prefix != "p" && prefix != "c" && prefix != "k") flat_.form.insert("(prefixes)");
    flat_.lines.push_back({element.path, "{" + element.scope[prefix] + "}" + (stack_.empty() ? local : std::string{})});
    for (const auto& [attribute, value] : attributes) {
      if (attribute != "xmlns" && !attribute.starts_with("xmlns:")) flat_.lines.push_back({element.path + "/@" + attribute, value});
    }
    stack_.push_back(std::move(element));
  }

  static std::vector<std::pair<std::string, std::string>> attributes_of(const std::string& inside) {
    std::vector<std::pair<std::string, std::string>> found;
    for (auto at = inside.find(' '); at != std::string::npos;) {
      const auto equals = inside.find("=\"", at);
      const auto quote = inside.find('"', equals + 2);
      found.emplace_back(inside.substr(at + 1, equals - at - 1), inside.substr(equals + 2, quote - equals - 2));
      at = inside.find(' ', quote);
    }
    return found;
  }

  void text(const std::string& piece) {
    if (!stack_.empty()) stack_.back().text += piece;
  }

  void end() {
    const auto& element = stack_.back();
    const bool blank = core::trim(element.text).empty();
    if (element.has_children && blank) {
      if (!element.text.empty()) flat_.form.insert("(indentation)");
    } else if (!element.text.empty()) {
      flat_.lines.push_back({element.path, element.text});
    }
    stack_.pop_back();
  }

  Flat flat_;
  std::vector<Open> stack_;
};

bool below(const std::string& path, const std::set<std::string>& places) {
  return std::ranges::any_of(places, [&](const auto& place) { return path.starts_with(place + "/"); });
}

// Lines that the other lacks, counted.
std::vector<Line> missing(std::vector<Line> from, std::vector<Line> in) {
  std::ranges::sort(from);
  std::ranges::sort(in);
  std::vector<Line> out;
  std::ranges::set_difference(from, in, std::back_inserter(out));
  return out;
}

void add(std::set<std::string>& found, const std::vector<Line>& lines, const std::vector<Line>& others) {
  std::set<std::string> elements;
  for (const auto& line : lines) {
    if (line.value.starts_with("{http")) elements.insert(line.path);
  }
  for (const auto& line : lines) {
    if (below(line.path, elements)) continue;
    const bool trimmed = std::ranges::any_of(
        others, [&](const auto& o) { return o.path == line.path && o.value != line.value && core::trim(o.value) == core::trim(line.value); });
    found.insert(trimmed ? std::string("(outer white space)") : line.path);
  }
}

model::OrderKind kind_of(std::string_view request) {
  for (int kind = 0; kind <= static_cast<int>(model::OrderKind::RerunDecision); ++kind) {
    if (std::string(model::to_text(static_cast<model::OrderKind>(kind))) + "Request" == request) return static_cast<model::OrderKind>(kind);
  }
  throw std::runtime_error("no model of " + std::string(request));
}

decltype(model::Order::content) content_of(model::OrderKind kind, native::Node body) {
  using model::OrderKind;
  switch (kind) {
    case OrderKind::PutConsent:
    case OrderKind::RevokeConsent: return v2::read_consent(body);
    case OrderKind::GetConsent:
    case OrderKind::ConsentStatus: return v2::read_consent_question(body);
    case OrderKind::PutLink:
    case OrderKind::RevokeLink: return v2::read_link(body);
    case OrderKind::PutLinks: return v2::read_links(body);
    case OrderKind::GetLinks:
    case OrderKind::HasLink: return v2::read_link_question(body);
    case OrderKind::PutExclusion:
    case OrderKind::RevokeExclusion: return v2::read_exclusion(body);
    default: return v2::read_exclusion_question(body);
  }
}

}  // namespace

std::set<std::string> differences(const std::string& original, const std::string& written) {
  if (original == written) return {};
  auto before = Flattener().read(original);
  const auto after = Flattener().read(written);
  auto found = std::move(before.form);
  const auto lost = missing(before.lines, after.lines);
  const auto added = missing(after.lines, before.lines);
  add(found, lost, added);
  add(found, added, lost);
  if (lost.empty() && added.empty() && before.lines != after.lines) found.insert("(order)");
  return found;
}

bool covers(const std::string& place, const std::string& path) {
  if (place.starts_with("(")) return place == path;
  if (!place.starts_with("//")) return path == place || path.starts_with(place + "/");
  const auto inside = "/" + path + "/";
  return inside.find("/" + place.substr(2) + "/") != std::string::npos;
}

std::string written_again(native::Node body) {
  const auto name = std::string(body.name());
  const auto operation = name.substr(0, name.size() - std::string_view("Request").size());
  if (body.namespace_uri() == v3::kProtocol) {
    if (name == v3::kListRequest) return v3::write_list_request(v3::read_list_request(body));
    return v3::write_right_request(operation, v3::read_right_request(body));
  }
  model::Order order;
  order.kind = kind_of(name);
  order.header = v2::read_header(body);
  order.content = content_of(order.kind, body);
  return v2::write_request(order);
}

}  // namespace sluis::test
