#include "gateway/daemon/documents.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "gateway/core/fault.hpp"
#include "gateway/daemon/scratch.hpp"
#include "gateway/daemon/settings_file.hpp"

using namespace sluis;
using namespace sluis::daemon;

namespace {

std::string document(const std::string& name) {
  std::ifstream in(SLUIS_SOURCE_DIR "/docs/" + name);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::size_t lines_that_start(const std::string& text, const std::string& with) {
  std::istringstream in(text);
  std::size_t count = 0;
  for (std::string line; std::getline(in, line);) count += line.starts_with(with);
  return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(documents)

BOOST_AUTO_TEST_CASE(every_fault_has_a_line) {
  BOOST_TEST(lines_that_start(faults_document(), "| SLU-") == core::fault_table().size());
}

BOOST_AUTO_TEST_CASE(every_key_has_a_line) { BOOST_TEST(lines_that_start(keys_document(), "| [") == known_keys().size()); }

BOOST_AUTO_TEST_CASE(the_documents_say_what_the_program_does) {
  BOOST_TEST((document("faults.md") == faults_document()), "docs/faults.md is not what sluisd --print-faults prints");
  BOOST_TEST((document("operations.md").find(keys_document()) != std::string::npos), "docs/operations.md lacks the table of sluisd --print-keys");
}

BOOST_AUTO_TEST_CASE(scratch_is_gone_when_it_is_let_go) {
  std::filesystem::path folder;
  {
    const Scratch scratch;
    folder = std::filesystem::path(scratch.trail_path()).parent_path();
    BOOST_TEST(std::filesystem::is_directory(folder));
    BOOST_TEST((scratch.registry_url() == "sqlite://" + folder.string() + "/registry.sqlite"));
  }
  BOOST_TEST(!std::filesystem::exists(folder));
}

BOOST_AUTO_TEST_SUITE_END()
