#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/house/support_rules.hpp"

using namespace sluis::house;

namespace {

const std::vector<SourceFile>& all_files() {
  static const auto files = source_files(SLUIS_SOURCE_DIR);
  return files;
}

void expect_none(const std::vector<std::string>& breaches) {
  for (const auto& breach : breaches) BOOST_ERROR(breach);
}

std::string text_of(const std::string& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string output_of(const std::string& command) {
  std::string out;
  const auto pipe = popen(command.c_str(), "r");
  BOOST_REQUIRE(pipe);
  char buffer[4096];
  for (std::size_t got; (got = fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, got);
  BOOST_REQUIRE_EQUAL(pclose(pipe), 0);
  return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(there_are_files_to_judge) { BOOST_TEST(all_files().size() > 100); }
BOOST_AUTO_TEST_CASE(rooms_include_only_whom_they_may) { expect_none(include_breaches(all_files())); }
BOOST_AUTO_TEST_CASE(libraries_stay_in_their_rooms) { expect_none(library_breaches(all_files())); }
BOOST_AUTO_TEST_CASE(headers_and_sources_keep_their_form) { expect_none(form_breaches(all_files())); }

BOOST_AUTO_TEST_CASE(planted_violations_are_found) {
  const auto breaches = [](const std::string& path, const std::string& include) {
    return include_breaches({{path, "#include \"" + include + "\"\n"}}).size();
  };
  BOOST_TEST(breaches("gateway/core/x.hpp", "gateway/model/order.hpp") == 1u);
  BOOST_TEST(breaches("gateway/decision/x.cpp", "gateway/registry/open_registry.hpp") == 1u);
  BOOST_TEST(breaches("gateway/operations/x.cpp", "gateway/transport/server.hpp") == 1u);
  BOOST_TEST(breaches("gateway/path/x.cpp", "gateway/transport/server.hpp") == 1u);
  BOOST_TEST(breaches("adapters/hub/adapter.cpp", "adapters/metahub/locator.hpp") == 1u);
  BOOST_TEST(breaches("adapters/hub/adapter.cpp", "gateway/path/exchange.hpp") == 1u);
  BOOST_TEST(breaches("adapters/hub/simulator/hub.cpp", "mappings/wss/envelope.hpp") == 1u);
  BOOST_TEST(breaches("adapters/hub/simulator/hub.cpp", "adapters/hub/adapter.hpp") == 1u);
  BOOST_TEST(breaches("gateway/daemon/house.cpp", "adapters/hub/simulator/hub.hpp") == 1u);
  BOOST_TEST(breaches("adapters/hub/simulator/hub.cpp", "adapters/hub/contract.hpp") == 0u);
  BOOST_TEST(breaches("gateway/path/x.cpp", "gateway/security/gate.hpp") == 0u);

  BOOST_TEST(library_breaches({{"gateway/security/x.cpp", "#include <openssl/evp.h>\n"}}).size() == 1u);
  BOOST_TEST(library_breaches({{"gateway/path/x.cpp", "#include <Poco/Net/Socket.h>\n"}}).size() == 1u);
  BOOST_TEST(library_breaches({{"gateway/native/x.cpp", "#include <openssl/evp.h>\n"}}).size() == 0u);
  BOOST_TEST(library_breaches({{"adapters/simulator_kit/sealing.cpp", "#include <openssl/cms.h>\n"}}).size() == 0u);
  BOOST_TEST(library_breaches({{"adapters/simulator_kit/sealing.cpp", "#include <libxml/tree.h>\n"}}).size() == 1u);
  BOOST_TEST(library_breaches({{"adapters/simulator_kit/pki.cpp", "#include <openssl/cms.h>\n"}}).size() == 1u);
  BOOST_TEST(form_breaches({{"gateway/core/x.hpp", "int a;\n"}}).size() == 1u);
  BOOST_TEST(form_breaches({{"gateway/core/x.cpp", std::string(301, '\n')}}).size() == 1u);
}

BOOST_AUTO_TEST_CASE(the_daemon_contains_no_simulator) {
  const std::string daemon = std::string(SLUIS_BINARY_DIR) + "/bin/sluisd";
  BOOST_REQUIRE(std::filesystem::exists(daemon));
  BOOST_TEST(output_of("nm -C '" + daemon + "'").find("sluis::sandbox") == std::string::npos);
}

// Each header compiles alone: the compiler's own commands are used, one translation unit a header.
BOOST_AUTO_TEST_CASE(every_header_stands_alone) {
  const auto folder = std::filesystem::temp_directory_path() / ("sluis-headers-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream list(folder / "all.txt");
  for (const auto& file : all_files()) {
    if (file.path.ends_with(".hpp")) list << file.path << "\n";
  }
  list.close();
  const std::string command = "cd '" + std::string(SLUIS_SOURCE_DIR) + "' && xargs -a '" + (folder / "all.txt").string() +
                              "' -P 2 -I{} sh -c 'echo \"#include \\\"{}\\\"\" | g++ -std=c++20 -fsyntax-only -I. "
                              "-I/usr/include/libxml2 -x c++ - 2>&1 | sed \"s|^|{}: |\" | grep -m1 error || true'";
  const auto errors = output_of(command);
  std::filesystem::remove_all(folder);
  BOOST_TEST(errors == "", errors);
}

BOOST_AUTO_TEST_CASE(generated_documents_are_current) {
  const std::string daemon = std::string(SLUIS_BINARY_DIR) + "/bin/sluisd";
  BOOST_TEST((output_of("'" + daemon + "' --print-faults") == text_of(SLUIS_SOURCE_DIR "/docs/faults.md")),
             "docs/faults.md is not what sluisd --print-faults prints");
  BOOST_TEST((text_of(SLUIS_SOURCE_DIR "/docs/operations.md").find(output_of("'" + daemon + "' --print-keys")) != std::string::npos),
             "docs/operations.md does not hold what sluisd --print-keys prints");
}
