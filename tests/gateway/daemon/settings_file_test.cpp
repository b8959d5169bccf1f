#include "gateway/daemon/settings_file.hpp"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

using namespace sluis::daemon;
namespace fs = std::filesystem;

namespace {

// A folder with the files that a settings file may name; parses a settings file that stands in it.
class Desk {
 public:
  Desk() : folder_(fs::temp_directory_path() / ("sluis_settings_test." + std::to_string(::getpid()))) {
    fs::create_directories(folder_ / "sub");
    std::ofstream(folder_ / "sts.pem") << "x";
    std::ofstream(folder_ / "key.pem") << "x";
  }
  ~Desk() { fs::remove_all(folder_); }

  std::string in(const std::string& name) const { return (folder_ / name).string(); }
  SettingsFile parse(const std::string& text) const { return SettingsFile::parse(text, in("sluis.conf")); }

  // What the refusal says after the folder's name: "sluis.conf:3: …"; "loaded" when there is none.
  std::string refusal(const std::string& text) const {
    try {
      (void)parse(text);
      return "loaded";
    } catch (const SettingsError& error) {
      const std::string what = error.what();
      BOOST_TEST(what.find('\n') == std::string::npos);
      const auto prefix = folder_.string() + "/";
      return what.starts_with(prefix) ? what.substr(prefix.size()) : "without file: " + what;
    }
  }

 private:
  fs::path folder_;
};

// Twelve lines; what a test adds starts at line 13.
const std::string kLeast =
    "[gateway]\nenvironment = Test\nnumber = 71099911\nname = Sint-Jan\n"
    "[listen]\n"
    "[trust]\nsts_certificates = sts.pem\n"
    "[registry]\nurl = sqlite:///tmp/r.sqlite\n"
    "[audit]\npath = trail.jsonl\n"
    "# end\n";

void starts(const std::string& text, const std::string& beginning) {
  BOOST_TEST(text.substr(0, beginning.size()) == beginning, "expected '" << beginning << "', got '" << text << "'");
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(settings_file, Desk)

BOOST_AUTO_TEST_CASE(the_least_file_and_its_fallbacks) {
  const auto file = parse(kLeast);
  BOOST_TEST(file.only("gateway").text("number") == "71099911");
  BOOST_TEST(file.only("gateway").text("category") == "orghospital");
  BOOST_TEST(!file.only("gateway").has("category"));
  BOOST_TEST(file.only("limits").integer("workers") == 0);
  BOOST_TEST(file.only("limits").integer("queue") == 256);
  BOOST_TEST(!file.only("answers").boolean("sign"));
  BOOST_TEST(file.only("trust").list("sts_issuers").size() == 1u);
  BOOST_TEST(file.all("network").empty());
}

BOOST_AUTO_TEST_CASE(layout_is_free) {
  const auto file = parse("; comment\r\n\r\n" + kLeast + "  [ network   hub-a ]  \n\tkind=hub\n url = http://h/a?b=c \n[network hub-b]\nkind=hub\nurl=https://h\nhome = true\n");
  const auto hubs = file.all("network");
  BOOST_REQUIRE(hubs.size() == 2);
  BOOST_TEST(hubs[0]->name == "hub-a");
  BOOST_TEST(hubs[0]->text("url") == "http://h/a?b=c");  // the first '=' separates
  BOOST_TEST(hubs[1]->boolean("home"));
  BOOST_TEST(&file.only("network") == hubs[0]);
}

BOOST_AUTO_TEST_CASE(relative_paths_start_at_the_file) {
  const auto file = parse(kLeast);
  BOOST_TEST(file.only("audit").text("path") == in("trail.jsonl"));
  BOOST_TEST(file.only("trust").text("sts_certificates") == in("sts.pem"));
  const auto more = parse(kLeast + "[log]\npath = sub/../sub/./sluis.log\n[sts]\nurl=https://s\ntrusted_roots = " + in("key.pem") + "\n");
  BOOST_TEST(more.only("log").text("path") == in("sub/sluis.log"));
  BOOST_TEST(more.only("sts").text("trusted_roots") == in("key.pem"));
}

BOOST_AUTO_TEST_CASE(a_list_of_files) {
  auto text = kLeast;
  text.replace(text.find("= sts.pem"), 9, "= sts.pem , key.pem");
  const auto files = parse(text).only("trust").list("sts_certificates");
  BOOST_REQUIRE(files.size() == 2);
  BOOST_TEST(files[1] == in("key.pem"));
}

BOOST_AUTO_TEST_CASE(what_is_unknown) {
  starts(refusal(kLeast + "[gatewai]\n"), "sluis.conf:13: [gatewai] is no section; write one of: [gateway] [listen]");
  starts(refusal(kLeast + "[]\n"), "sluis.conf:13: [] is no section; write one of: ");
  starts(refusal(kLeast + "[limits]\n# c\nworker = 3\n"), "sluis.conf:15: [limits] worker: unknown key; write one of: message_bytes, workers");
  starts(refusal("workers = 3\n" + kLeast), "sluis.conf:1: a key before any section; write first: [gateway]");
  starts(refusal(kLeast + "[limits]\nworkers 3\n"), "sluis.conf:14: neither a section nor a key; write: key = value");
  starts(refusal(kLeast + "[limits\n"), "sluis.conf:13: neither a section nor a key; write: key = value");
}

BOOST_AUTO_TEST_CASE(what_stands_there_twice) {
  starts(refusal(kLeast + "[limits]\nworkers = 3\nworkers = 3\n"), "sluis.conf:15: [limits] workers: stands there twice; keep one");
  starts(refusal(kLeast + "[gateway]\n"), "sluis.conf:13: [gateway] stands there twice (first at line 1); join them");
  const std::string hub = "[network a]\nkind=hub\nurl=http://h\n";
  starts(refusal(kLeast + hub + hub), "sluis.conf:16: [network a] stands there twice (first at line 13); join them");
}

BOOST_AUTO_TEST_CASE(names_of_sections) {
  starts(refusal(kLeast + "[network]\n"), "sluis.conf:13: [network] needs a name; write: [network ");
  starts(refusal(kLeast + "[limits big]\n"), "sluis.conf:13: [limits] takes no name; write: [limits]");
}

BOOST_AUTO_TEST_CASE(what_is_missing) {
  starts(refusal(kLeast + "[network a]\nkind = hub\n"),
         "sluis.conf:13: [network] url: missing (address of its service); write: url = https://hub.example/IntraHub/v3");
  for (const auto* section : {"gateway", "listen", "trust", "registry", "audit"}) {
    auto text = kLeast;
    const auto from = text.find("[" + std::string(section) + "]");
    text.erase(from, text.find_first_of("[#", from + 1) - from);
    BOOST_TEST(refusal(text).find(": the section [" + std::string(section) + "] is missing; its keys are: ") != std::string::npos);
  }
  starts(refusal(""), "sluis.conf:1: the section [gateway] is missing");
}

// Every kind of value: what is wrong, at which line, and an example.
BOOST_AUTO_TEST_CASE(values_of_the_wrong_kind) {
  const auto wrong = [&](const std::string& section, const std::string& key, const std::string& value) {
    const auto said = refusal(kLeast + "[" + section + "]\n" + key + " = " + value + "\n");
    starts(said, "sluis.conf:14: [" + section.substr(0, section.find(' ')) + "] " + key + ": ");
    BOOST_TEST(said.find("; write for example: " + key + " = ") != std::string::npos, said);
    BOOST_TEST(!said.ends_with("= "), said);
    return said;
  };
  const std::string number = "a whole number is expected";
  for (const auto* value : {"", "x", "-1", "+1", "1.5", "1 000", "0x10", "99999999999999999999"}) {
    BOOST_TEST(wrong("limits", "workers", value).find(number) != std::string::npos, value);
  }
  for (const auto* value : {"", "yes", "TRUE", "1"}) BOOST_TEST(wrong("answers", "sign", value).find("true or false") != std::string::npos);
  for (const auto* value : {"", "https://", "hub.example/x", "ftp://h", "http://a b"}) {
    BOOST_TEST(wrong("sts", "url", value).find("an http(s) URL is expected") != std::string::npos, value);
  }
  for (const auto* value : {"", "info,", "or", "informational", "debug, info"}) {
    BOOST_TEST(wrong("log", "level", value).find("one of these is expected: debug, info, warning or error") != std::string::npos, value);
  }
  wrong("identity i", "file", "missing.p12");
  wrong("identity i", "file", "sub");
  wrong("identity i", "file", "");
  wrong("identity i", "quality", "");
  wrong("identity i", "ssin", "");
  wrong("log", "path", "no/such/folder/sluis.log");
  wrong("log", "path", "sub");
  wrong("log", "path", std::string(300, 'n') + "/sluis.log");  // a name that the file system refuses
}

BOOST_AUTO_TEST_CASE(values_of_sections_that_stand_there_already) {
  const auto with = [&](const std::string& section, const std::string& line) {
    auto text = kLeast;
    const auto at = text.find("[" + section + "]\n") + section.size() + 3;
    return refusal(text.insert(at, line + "\n"));
  };
  for (const auto* value : {"8080", "127.0.0.1", "127.0.0.1:", ":8080", "127.0.0.1:x", "127.0.0.1:65536", "127.0.0.1:-1"}) {
    starts(with("listen", "plain = " + std::string(value)), "sluis.conf:6: [listen] plain: address:port is expected; write for example: plain = 127.0.0.1:8080");
  }
  BOOST_TEST(with("listen", "plain = [::1]:0") == "loaded");
  starts(with("gateway", "schemas = nowhere"), "sluis.conf:2: [gateway] schemas: the folder " + in("nowhere") + " does not exist; write");
  starts(with("gateway", "schemas = " + std::string(300, 'n')), "sluis.conf:2: [gateway] schemas: the folder ");
  starts(with("trust", "holder_roots = sts.pem, gone.pem"), "sluis.conf:7: [trust] holder_roots: the file " + in("gone.pem") + " can't be read");
  starts(with("trust", "holder_roots = sts.pem,"), "sluis.conf:7: [trust] holder_roots: the file ");
  starts(with("trust", "holder_roots ="), "sluis.conf:7: [trust] holder_roots: at least one file is expected; write for example: holder_roots = ");
  starts(with("gateway", "environment = test"), "sluis.conf:2: [gateway] environment: one of these is expected: Development, Test");
}

BOOST_AUTO_TEST_CASE(what_names_a_key_or_a_secret_is_no_path) {
  const auto file = parse(kLeast + "[identity a]\nfile = pkcs11:token=x;object=y\npassword_file = env:WORD\nquality = hospital\nnumber = 1\n"
                                   "[sealing]\nold_keys = key.pem, pkcs11:object=old\nold_keys_password_file = credential:old\n");
  BOOST_TEST(file.all("identity").front()->text("file") == "pkcs11:token=x;object=y");
  BOOST_TEST(file.all("identity").front()->text("password_file") == "env:WORD");
  BOOST_TEST(file.only("sealing").text("old_keys") == in("key.pem") + ", pkcs11:object=old");
  BOOST_TEST(file.only("sealing").text("old_keys_password_file") == "credential:old");
  starts(refusal(kLeast + "[identity a]\nfile = env:WORD\nquality = hospital\nnumber = 1\n"), "sluis.conf:14: [identity] file: the file ");
}

BOOST_AUTO_TEST_CASE(an_error_that_the_program_finds_later) {
  const auto file = parse(kLeast + "[limits]\nqueue = 3\n");
  starts(std::string(file.only("limits").error("queue", "too small").what()), in("sluis.conf") + ":14: [limits] queue: too small; write for example: queue = 256");
  starts(std::string(file.only("limits").error("workers", "too few").what()), in("sluis.conf") + ":13: [limits] workers: too few; write for example: workers = 4");
  BOOST_CHECK_THROW((void)file.only("limits").text("no_key"), std::logic_error);
  BOOST_CHECK_THROW((void)file.only("no_section"), std::logic_error);
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_read) {
  BOOST_CHECK_THROW(SettingsFile::load(in("nothing.conf")), SettingsError);
  BOOST_CHECK_THROW(SettingsFile::load(in("sub")), SettingsError);
  std::ofstream(in("real.conf")) << kLeast;
  BOOST_TEST(SettingsFile::load(in("real.conf")).only("gateway").text("name") == "Sint-Jan");
}

BOOST_AUTO_TEST_CASE(the_known_keys_agree_with_themselves) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  std::string_view section;
  std::set<std::string_view> closed;
  for (const auto& key : known_keys()) {
    BOOST_TEST_CONTEXT(key.section << " " << key.key) {
      BOOST_TEST(seen.emplace(key.section, key.key).second);
      BOOST_TEST(!key.meaning.empty());
      BOOST_TEST(!key.example.empty());
      BOOST_TEST((!key.required || key.fallback.empty()));
      if (key.section != section) BOOST_TEST(closed.insert(key.section).second);  // keys of a section stand together
      section = key.section;
      const bool plain = key.kind == ValueKind::Integer || key.kind == ValueKind::Boolean || key.kind == ValueKind::Choice;
      if (plain && !key.required) BOOST_TEST(!key.fallback.empty());
    }
  }
  for (const auto* required : {"gateway", "listen", "trust", "registry", "audit"}) BOOST_TEST(section_is_required(required));
}

// What the table itself offers as example or fallback would be accepted.
BOOST_AUTO_TEST_CASE(examples_and_fallbacks_are_of_their_kind) {
  for (const auto& key : known_keys()) {
    using K = ValueKind;
    if (key.kind == K::File || key.kind == K::FileList || key.kind == K::Folder || key.kind == K::OutFile || key.kind == K::Key ||
        key.kind == K::KeyList || key.kind == K::Secret)
      continue;
    for (const auto value : {key.example, key.fallback}) {
      if (value.empty() || section_is_required(key.section)) continue;
      const auto said = refusal(kLeast + "[" + std::string(key.section) + (section_has_name(key.section) ? " n" : "") + "]\n" +
                                std::string(key.key) + " = " + std::string(value) + "\n");
      BOOST_TEST((said == "loaded" || said.find(": missing (") != std::string::npos), said);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
