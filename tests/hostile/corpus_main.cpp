// Writes the hostile corpus: fixtures/hostile, one file for each attack, the table that says what is expected of each, and the
// certificates that must be believed for it. Its keys are made here and die here.
//   hostile_corpus FOLDER
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>

#include "gateway/native/xml_document.hpp"
#include "tests/hostile/corpus.hpp"

namespace {

using namespace sluis;
using namespace sluis::hostile;
namespace fs = std::filesystem;

void save(const fs::path& path, const std::string& bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  if (!out.flush()) throw std::runtime_error(path.string() + ": can't be written");
}

std::string line_of(const Attack& a) {
  const auto bar = [](const std::string& cell) { return " | " + cell; };
  return a.family + "/" + a.name + "." + a.suffix + bar(a.family) + bar(a.door) + bar(a.path) + bar(a.base) + bar(a.sequence) + bar(a.certificate) +
         bar(a.settings) + bar(a.unless) + bar("2026-11-20T09:15:00Z") + bar(a.rule) + bar(a.fault) + "\n";
}

Corpus everything() {
  Corpus corpus;
  add_control(corpus);
  add_wrapping(corpus);
  add_signature(corpus);
  add_assertion(corpus);
  add_form(corpus);
  add_size(corpus);
  add_replay(corpus);
  add_json(corpus);
  add_http(corpus);
  return corpus;
}

void write_all(const fs::path& folder) {
  const auto corpus = everything();
  std::set<std::string> families, names;
  for (const auto& attack : corpus.attacks()) families.insert(attack.family);
  for (const auto& family : families) fs::remove_all(folder / family);
  std::string table =
      "# Made by tests/hostile (hostile_corpus); what the columns mean is said in attacks.schema. Don't edit: make it anew.\n"
      "file | family | door | path | base | sequence | certificate | settings | unless | clock | rule | fault\n";
  for (const auto& attack : corpus.attacks()) {
    const auto name = attack.family + "/" + attack.name + "." + attack.suffix;
    if (!names.insert(attack.family + "/" + attack.name).second) throw std::runtime_error(name + " is there twice");
    save(folder / name, attack.bytes);
    table += line_of(attack);
  }
  save(folder / "attacks.table", table);
  const auto& k = keys();
  save(folder / "certificates/sts.pem", k.sts.certificate.pem() + k.sts_rsa.certificate.pem() + k.sts_weak.certificate.pem());
  save(folder / "certificates/root.pem", k.root.certificate.pem());
  for (const auto& [name, who] : {std::pair{"holder", &k.holder}, {"other", &k.other}, {"attacker", &k.attacker}, {"hospital", &k.hospital}, {"nobody", &k.nobody}})
    save(folder / "certificates" / (std::string(name) + ".pem"), who->certificate.pem());
  std::cout << corpus.attacks().size() << " files\n";
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 2) throw std::runtime_error("usage: hostile_corpus FOLDER");
  native::start_libraries();
  write_all(argv[1]);
} catch (const std::exception& error) {
  std::cerr << "hostile_corpus: " << error.what() << "\n";
  return 1;
}
