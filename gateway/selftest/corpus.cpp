#include "gateway/selftest/corpus.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "gateway/core/calendar.hpp"
#include "gateway/core/installed.hpp"
#include "gateway/core/table.hpp"

namespace sluis::selftest {
namespace {

Step step_of(const std::string& text, const std::string& attack) {
  Step step;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (word == "self") step.what = Step::What::Self;
    else if (word == "base") step.what = Step::What::Base;
    else if (word == "restart") step.what = Step::What::Restart;
    else if (word == "refused") step.refused = true;
    else if (word == "node2") step.second_node = true;
    else if (word.front() == '+') step.after = std::chrono::seconds(std::stol(word.substr(1)));
    else if (word.front() == '/') step.path = word;
    else throw std::runtime_error(attack + ": '" + word + "' is no word of a sequence");
  }
  return step;
}

// Where the braces that begin at `from` end; behind them.
std::size_t end_of(std::string_view text, std::size_t from) {
  int open = 0;
  for (auto at = from; at + 1 < text.size(); ++at) {
    const auto two = text.substr(at, 2);
    if (two == "{{") ++open;
    if (two == "}}" && --open == 0) return at + 2;
    if (two == "{{" || two == "}}") ++at;
  }
  throw std::runtime_error("a recipe has an open '{{' without its end");
}

void repeat(std::string_view inside, std::string& out) {
  const auto mark = inside.find_first_of("*#");
  if (mark == std::string_view::npos) throw std::runtime_error("a recipe has '{{' without N* or N#");
  const auto times = std::stoul(std::string(inside.substr(0, mark)));
  const auto text = expanded(inside.substr(mark + 1));
  for (std::size_t turn = 0; turn < times; ++turn) {
    if (inside[mark] == '*') {
      out += text;
      continue;
    }
    for (const char c : text) c == '%' ? out += std::to_string(turn) : out += c;
  }
}

}  // namespace

std::string_view Attack::kind() const { return std::string_view(file).substr(file.rfind('.') + 1); }

std::string expanded(std::string_view recipe) {
  std::string out;
  for (std::size_t at = 0; at < recipe.size();) {
    const auto open = recipe.find("{{", at);
    out += recipe.substr(at, open == std::string_view::npos ? open : open - at);
    if (open == std::string_view::npos) break;
    const auto end = end_of(recipe, open);
    repeat(recipe.substr(open + 2, end - open - 4), out);
    at = end;
  }
  return out;
}

std::string Corpus::installed() {
  return (std::filesystem::path(core::program_folder()).parent_path() / "share/sluis/hostile").lexically_normal().string();
}

Corpus Corpus::load(const std::string& folder) {
  Corpus corpus;
  corpus.folder_ = folder;
  const auto table = core::Table::load(folder + "/attacks.table");
  for (const auto& row : table.rows()) {
    const auto cell = [&](const char* name) { return table.cell(row, name); };
    Attack attack{cell("file"), cell("family"), cell("door"), cell("path"), cell("base"), {}, cell("certificate"), cell("settings"), cell("unless"), {}, cell("rule"), cell("fault")};
    const auto clock = core::parse_instant(cell("clock"));
    if (!clock) throw std::runtime_error(folder + "/attacks.table: " + attack.file + ": clock is no moment");
    attack.clock = *clock;
    for (const auto& step : core::split(cell("sequence"), ',')) attack.steps.push_back(step_of(step, attack.file));
    corpus.attacks_.push_back(std::move(attack));
  }
  if (corpus.attacks_.empty()) throw std::runtime_error(folder + "/attacks.table: holds no attack");
  return corpus;
}

std::string Corpus::file(const std::string& name) const {
  std::ifstream in(folder_ + "/" + name, std::ios::binary);
  if (!in) throw std::runtime_error(folder_ + "/" + name + ": can't be read");
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

std::string Corpus::bytes(const Attack& attack) const {
  auto text = file(attack.file);
  return attack.kind() == "recipe" ? expanded(text) : text;
}

std::vector<native::Certificate> Corpus::certificates(const std::string& name) const {
  auto all = native::Certificate::all_from_pem(file("certificates/" + name + ".pem"));
  if (!all || all->empty()) throw std::runtime_error(folder_ + "/certificates/" + name + ".pem: holds no certificate");
  return *std::move(all);
}

}  // namespace sluis::selftest
