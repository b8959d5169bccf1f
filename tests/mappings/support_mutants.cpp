#include "tests/mappings/support_mutants.hpp"

#include <array>
#include <functional>

namespace sluis::test {
namespace {

constexpr std::array kValues = {"",
                                " ",
                                "x",
                                "2026-02-29",
                                "2026-02-28",
                                "2026-11-20+01:00",
                                "0000-01-01",
                                "20.11.2026",
                                "10:15",
                                "10:15:00",
                                "10:15:00.5+01:00",
                                "24:00:00",
                                "25:00:00",
                                "true",
                                "1",
                                "True",
                                "-5",
                                "1.5",
                                "1e3",
                                "2147483648",
                                "active",
                                "inactive",
                                "GIVEN",
                                "given",
                                "revocation",
                                "local",
                                "external",
                                "CMS",
                                "2026-11-20T10:15:00",
                                "retrospective",
                                "YWJj",
                                "Y&#10;W=",
                                "*",
                                "nl",
                                "not a language",
                                " true ",
                                "female",
                                "prospective"};
constexpr std::array kSchemes = {"",           "LOCAL",         "ID-KMEHR",   "ID-HCPARTY",     "INSS",
                                 "EID-CARDNO", "CD-HCPARTY",    "CD-ADDRESS", "CD-CONSENTTYPE", "CD-TELECOM",
                                 "ID-CBE",     "CD-HUBSERVICE", "id-kmehr",   " LOCAL"};
constexpr std::array kAdded = {"S", "SV", "SL", "DN", "L", "Q", "xml:lang", "xsi:nil", "id"};
constexpr std::array kNames = {"id",      "cd",      "patient",     "hcparty",    "person",  "author",
                               "date",    "time",    "name",        "familyname", "comment", "proof",
                               "address", "telecom", "transaction", "X",          "status",  "url"};

using Change = std::function<bool(Piece& parent, std::size_t at)>;  // false: doesn't apply here
struct NamedChange {
  std::string name;
  Change change;
};

std::string_view prefix_of(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon + 1);
}
std::string_view local_of(std::string_view name) {
  return name.substr(prefix_of(name).size());
}

bool is_leaf(const Piece& piece) {
  return piece.children.empty() || (piece.children.size() == 1 && piece.children[0].name.empty());
}

void structural(std::vector<NamedChange>& all) {
  all.push_back({"drop", [](Piece& parent, std::size_t at) {
                   parent.children.erase(parent.children.begin() + static_cast<std::ptrdiff_t>(at));
                   return true;
                 }});
  all.push_back({"duplicate", [](Piece& parent, std::size_t at) {
                   const auto copy = parent.children[at];
                   parent.children.insert(parent.children.begin() + static_cast<std::ptrdiff_t>(at), copy);
                   return true;
                 }});
  all.push_back({"duplicate twice", [](Piece& parent, std::size_t at) {
                   const auto copy = parent.children[at];
                   parent.children.insert(parent.children.begin() + static_cast<std::ptrdiff_t>(at), 2, copy);
                   return true;
                 }});
  all.push_back({"swap with next", [](Piece& parent, std::size_t at) {
                   if (at + 1 >= parent.children.size()) return false;
                   std::swap(parent.children[at], parent.children[at + 1]);
                   return true;
                 }});
  all.push_back({"move to front", [](Piece& parent, std::size_t at) {
                   auto moved = parent.children[at];
                   parent.children.erase(parent.children.begin() + static_cast<std::ptrdiff_t>(at));
                   parent.children.insert(parent.children.begin(), std::move(moved));
                   return at > 0;
                 }});
  all.push_back({"empty", [](Piece& parent, std::size_t at) {
                   parent.children[at].children.clear();
                   return true;
                 }});
  all.push_back({"stray text", [](Piece& parent, std::size_t at) {
                   parent.children[at].children.push_back({{}, "stray", {}, {}});
                   return true;
                 }});
  all.push_back({"nest", [](Piece& parent, std::size_t at) {
                   const auto copy = parent.children[at];
                   parent.children[at].children.push_back(copy);
                   return true;
                 }});
}

void renaming(std::vector<NamedChange>& all, const std::vector<std::string>& prefixes) {
  for (const auto* name : kNames)
    all.push_back({std::string("rename to ") + name, [name](Piece& parent, std::size_t at) {
                     auto& piece = parent.children[at];
                     if (local_of(piece.name) == name) return false;
                     piece.name = std::string(prefix_of(piece.name)) + name;
                     return true;
                   }});
  for (const auto& prefix : prefixes)
    all.push_back({"other namespace " + prefix, [prefix](Piece& parent, std::size_t at) {
                     auto& piece = parent.children[at];
                     if (prefix_of(piece.name) == prefix) return false;
                     piece.name = prefix + std::string(local_of(piece.name));
                     return true;
                   }});
  all.push_back({"no namespace", [](Piece& parent, std::size_t at) {
                   auto& piece = parent.children[at];
                   piece.name = std::string(local_of(piece.name));
                   piece.attributes.emplace_back("xmlns", "");
                   return true;
                 }});
}

void inserting(std::vector<NamedChange>& all, const std::vector<std::string>& prefixes) {
  for (const auto& prefix : prefixes)
    for (const auto* name : kNames)
      all.push_back(
          {"insert " + prefix + name, [name = prefix + name](Piece& parent, std::size_t at) {
             parent.children.insert(parent.children.begin() + static_cast<std::ptrdiff_t>(at), {name, {}, {}, {}});
             return true;
           }});
}

void values(std::vector<NamedChange>& all) {
  for (const auto* value : kValues)
    all.push_back({std::string("value ") + value, [value](Piece& parent, std::size_t at) {
                     auto& piece = parent.children[at];
                     if (!is_leaf(piece)) return false;
                     piece.children = {{{}, value, {}, {}}};
                     return true;
                   }});
}

void attributes(std::vector<NamedChange>& all) {
  for (std::size_t i = 0; i < 3; ++i) {
    all.push_back({"drop attribute " + std::to_string(i), [i](Piece& parent, std::size_t at) {
                     auto& given = parent.children[at].attributes;
                     if (i >= given.size()) return false;
                     given.erase(given.begin() + static_cast<std::ptrdiff_t>(i));
                     return true;
                   }});
    for (const auto* value : kSchemes)
      all.push_back({"attribute " + std::to_string(i) + " = " + value, [i, value](Piece& parent, std::size_t at) {
                       auto& given = parent.children[at].attributes;
                       if (i >= given.size()) return false;
                       given[i].second = value;
                       return true;
                     }});
  }
  for (const auto* name : kAdded)
    for (const auto* value : {"en", "not a language!"})
      all.push_back({std::string("add ") + name + "=" + value, [name, value](Piece& parent, std::size_t at) {
                       auto& piece = parent.children[at];
                       for (const auto& [given, old] : piece.attributes)
                         if (given == name) return false;
                       if (std::string_view(name).starts_with("xsi:"))
                         piece.attributes.emplace_back("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
                       piece.attributes.emplace_back(name, value);
                       return true;
                     }});
}

std::vector<std::string> prefixes_of(const Piece& root) {
  std::vector<std::string> found;
  for (const auto& [name, value] : root.attributes) {
    if (name == "xmlns") found.emplace_back();
    if (name.starts_with("xmlns:")) found.push_back(name.substr(6) + ":");
  }
  return found;
}

// Visits every element but the root, with the way to its parent.
void each(const Piece& piece, std::vector<std::size_t>& way,
          const std::function<void(const std::vector<std::size_t>&)>& visit) {
  for (std::size_t i = 0; i < piece.children.size(); ++i) {
    if (piece.children[i].name.empty()) continue;
    way.push_back(i);
    visit(way);
    each(piece.children[i], way, visit);
    way.pop_back();
  }
}

bool apply(Piece& root, const std::vector<std::size_t>& way, const Change& change) {
  auto* parent = &root;
  for (std::size_t i = 0; i + 1 < way.size(); ++i) {
    if (way[i] >= parent->children.size()) return false;
    parent = &parent->children[way[i]];
  }
  return way.back() < parent->children.size() && !parent->children[way.back()].name.empty() &&
         change(*parent, way.back());
}

std::string path_of(const Piece& root, const std::vector<std::size_t>& way) {
  std::string path;
  const auto* piece = &root;
  for (const auto step : way) {
    piece = &piece->children[step];
    path += '/' + piece->name;
  }
  return path;
}

}  // namespace

std::vector<Mutant> mutants(std::string_view xml, std::size_t wanted) {
  const auto root = read_pieces(xml);
  std::vector<NamedChange> changes;
  const auto prefixes = prefixes_of(root);
  structural(changes);
  renaming(changes, prefixes);
  inserting(changes, prefixes);
  values(changes);
  attributes(changes);
  std::vector<std::vector<std::size_t>> ways;
  std::vector<std::size_t> way;
  each(root, way, [&](const auto& found) { ways.push_back(found); });

  std::vector<Mutant> all;
  const auto total = ways.size() * changes.size();
  constexpr std::size_t kStep = 1000003;  // a prime: visits every pair of place and change once, in a scattered order
  for (std::size_t i = 0; i < total && all.size() < wanted; ++i) {
    const auto pick = i * kStep % total;
    const auto& where = ways[pick / changes.size()];
    const auto& [name, change] = changes[pick % changes.size()];
    auto copy = root;
    if (!apply(copy, where, change)) continue;
    auto what = name + " at " + path_of(root, where);
    if (i % 8 == 7) {
      const auto& second = changes[(pick / 7) % changes.size()];
      if (!apply(copy, ways[(pick / 3) % ways.size()], second.change)) continue;
      what += ", then " + second.name;
    }
    all.push_back({std::move(what), write_pieces(copy)});
  }
  return all;
}

}  // namespace sluis::test
