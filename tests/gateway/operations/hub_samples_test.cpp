#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "tests/gateway/operations/support_hub.hpp"

// Every sample of the three services, in a world where its people exist: what its answer or its comment says has to
// come out.
using namespace sluis;
using namespace sluis::test;

namespace {

const std::filesystem::path kSamples = std::filesystem::path(SLUIS_SOURCE_DIR) / "../shared/samples";

std::string read_text(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

using Prepare = std::function<void(HubBench&)>;

void with_consent(HubBench& bench) {
  bench.give_consent(kAnna);
}
void with_link(HubBench& bench) {
  bench.link(kAnna, kGert, "persphysician", "gpconsultation");
}

// What has to be registered before a sample makes sense.
const std::map<std::string, Prepare>& states() {
  static const std::map<std::string, Prepare> all{
      {"consent/get-active", with_consent},
      {"consent/get-without-type-filter", with_consent},
      {"consent/get-status-given", with_consent},
      {"consent/get-status-revoked",
       [](HubBench& bench) {
         with_consent(bench);
         auto& consent = bench.registry.files[kAnna].consents.back();
         consent.revoked = bench.declared("2026-06-30T09:00:00Z");
         consent.revoke_date = date("2026-06-30");
       }},
      {"consent/get-status-deceased",
       [](HubBench& bench) {
         with_consent(bench);
         auto anna = person(kAnna, "1985-07-30");
         anna.death = date("2026-11-01");
         bench.registers.add(anna);
       }},
      {"consent/put-duplicate", with_consent},
      {"consent/revoke-by-patient", with_consent},
      {"consent/revoke-by-physician", with_consent},
      {"consent/invalid/revokedate-before-signdate", with_consent},
      {"therapeutic-link/get-all", with_link},
      {"therapeutic-link/get-patient-and-hcparty", with_link},
      {"therapeutic-link/has-true", with_link},
      {"therapeutic-link/put-duplicate", with_link},
      {"therapeutic-link/revoke", with_link},
      {"therapeutic-link/revoke-by-patient", with_link},
      {"therapeutic-link/revoke-twice",
       [](HubBench& bench) {
         with_link(bench);
         bench.registry.files[kAnna].links.front().revoked = bench.declared("2026-11-20T09:00:00Z");
       }},
      {"therapeutic-exclusion/get",
       [](HubBench& bench) {
         model::Party pharmacy;
         pharmacy.category = "orgpharmacy";
         pharmacy.name = "Testapotheek";
         pharmacy.organisation = model::OrganisationNumber{model::OrganisationScheme::Nihii, kPharmacy};
         bench.exclude(kAnna, pharmacy);
       }},
      {"therapeutic-exclusion/revoke",
       [](HubBench& bench) {
         model::Party gert;
         gert.category = "persphysician";
         gert.ssin = ssin(kGert);
         bench.exclude(kAnna, gert);
       }},
  };
  return all;
}

// Where a ruling says otherwise than the sample, or the sample's comment names no single code.
const std::map<std::string, std::string> kExpected{
    {"therapeutic-link/get-period", "TL.ACCESS.11"},     // R21
    {"therapeutic-link/put-eidsigning", "TL.INPUT.81"},  // no root of eID cards is configured here
    {"therapeutic-link/invalid/author-not-session", "TL.ACCESS.15"},
    {"consent/invalid/future-revokedate", "MH2.INPUT.33"},
    {"therapeutic-exclusion/invalid/author-is-professional", "EX.ACCESS.05"},
    {"therapeutic-exclusion/invalid/category-not-excludable", "EX.INPUT.44"},
    {"therapeutic-exclusion/invalid/organisation-without-nihii", "EX.INPUT.40"},
    {"therapeutic-exclusion/invalid/patient-differs-from-author", "EX.ACCESS.07"},
    {"therapeutic-exclusion/invalid/practitioner-without-ssin", "EX.INPUT.40"},
    {"therapeutic-exclusion/invalid/ssin-check-digit", "EX.INPUT.31"},
};

// Operations that come later.
const std::set<std::string> kLater{"therapeutic-link/put-bulk", "therapeutic-exclusion/get-history",
                                   "therapeutic-exclusion/invalid/history-period-reversed"};

std::string expected_of(const std::string& name, const std::filesystem::path& folder, const std::string& request) {
  if (const auto found = kExpected.find(name); found != kExpected.end()) return found->second;
  if (name.find("/invalid/") == std::string::npos)
    return codes_in(read_text(folder / (name.substr(name.rfind('/') + 1) + ".response.xml")));
  std::smatch code;
  static const std::regex pattern("<!--[^>]*?([A-Z0-9]+\\.(INPUT|ACCESS|OTHER)\\.[0-9]+(\\.[0-9]+)?)");
  return std::regex_search(request, code, pattern) ? code[1].str() : std::string("no code in the comment");
}

void check(const std::string& name, const std::filesystem::path& file) {
  HubBench bench;
  if (const auto prepare = states().find(name); prepare != states().end()) prepare->second(bench);
  const auto request = read_text(file);
  auto caller = model::Identity{};
  if (name == "therapeutic-link/invalid/author-not-session") {
    caller.category = "persphysician";
    caller.ssin = ssin(kGert);
    caller.nihii = model::Nihii::parse(kGertNihii);
  }
  const auto response = caller.ssin ? bench.answer(request, caller) : bench.answer(request);
  BOOST_TEST_CONTEXT(name) {
    BOOST_TEST(codes_in(response) == expected_of(name, file.parent_path(), request));
    BOOST_TEST(trouble_with(response) == "");
  }
}

int check_folder(const std::string& service, const std::string& below, const std::string& ending) {
  int checked = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kSamples / service / below)) {
    const auto file = entry.path().filename().string();
    if (!file.ends_with(ending)) continue;
    const auto name = service + "/" + below + (below.empty() ? "" : "/") + file.substr(0, file.size() - ending.size());
    if (kLater.contains(name)) continue;
    check(name, entry.path());
    ++checked;
  }
  return checked;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hub_samples)

BOOST_AUTO_TEST_CASE(every_sample_is_answered_as_its_content_deserves) {
  if (!std::filesystem::exists(kSamples)) {
    BOOST_TEST_MESSAGE("no ../shared/samples: skipped");
    return;
  }
  for (const auto* service : {"consent", "therapeutic-link", "therapeutic-exclusion"}) {
    BOOST_TEST(check_folder(service, "", ".request.xml") > 5);
    BOOST_TEST(check_folder(service, "invalid", ".business.xml") > 5);
  }
}

BOOST_AUTO_TEST_SUITE_END()
