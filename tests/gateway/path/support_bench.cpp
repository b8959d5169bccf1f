#include "tests/gateway/path/support_bench.hpp"

#include <boost/test/unit_test.hpp>

#include "gateway/operations/operation_list.hpp"
#include "gateway/security/deflated_token.hpp"
#include "mappings/wss/envelope.hpp"

namespace sluis::test {
namespace {

const std::string kMappings = SLUIS_SOURCE_DIR "/mappings";

const mappings::Schemas& our_schemas() {
  static const auto loaded = mappings::Schemas::load(kMappings);
  return loaded.value();
}

class RegistryNetwork final : public spi::Network {
 public:
  explicit RegistryNetwork(Bench& bench) : bench_(bench) {}
  const spi::NetworkSettings& settings() const override { return settings_; }
  bool serves(model::OrderKind kind) const override { return kind != model::OrderKind::ListReferences; }
  Result<model::Answer> exchange(const model::Order&, const model::Decision&, spi::Deadline) override {
    ++bench_.routed;
    return bench_.network();
  }

 private:
  Bench& bench_;
  spi::NetworkSettings settings_{"registry", "registry", {}, "registry", std::chrono::seconds(60), {}};
};

std::vector<std::unique_ptr<spi::Network>> networks(Bench& bench) {
  std::vector<std::unique_ptr<spi::Network>> all;
  all.push_back(std::make_unique<RegistryNetwork>(bench));
  return all;
}

}  // namespace

Bench::Bench()
    : schemas(our_schemas()), operations(operations::all_operations(), schemas),
      decider({registry, &registers}, gate.clock, random, kMappings + "/policy"),
      router(networks(*this), nullptr, routing::Routes::load(kMappings + "/policy"), metrics, gate.clock),
      exchange({gate.gate, operations, decider, router, trail, gate.clock, random, gate.log, metrics},
               {"Test", "71099911", "orghospital", "Sint-Jan", {}}) {
  fill(registers);
}

message::Verified Bench::verified(message::Raw raw) const {
  auto message = gate.gate.admit(std::move(raw));
  BOOST_REQUIRE_MESSAGE(message, "the gate refuses the test message");
  return std::move(*message);
}

message::Raw signed_request(const std::string& body_element, const std::string& soap_action) {
  tests::MessagePlan plan;
  plan.payload = mappings::wss::canonical_element(body_element).value();
  auto raw = tests::soap_request(tests::write(plan).message());
  if (!soap_action.empty()) raw.headers["soapaction"] = "\"" + soap_action + "\"";
  raw.correlation_id = "c-42";
  raw.received = tests::now();
  return raw;
}

message::Raw json_request(const std::string& path, const std::string& body) {
  message::Raw raw;
  raw.method = "POST";
  raw.path = path;
  raw.headers["content-type"] = "application/json";
  raw.headers["authorization"] = security::authorization_of_token(tests::write(tests::AssertionPlan{}));
  raw.body = body;
  raw.correlation_id = "c-42";
  raw.received = tests::now();
  return raw;
}

std::string status_question(const std::string& patient, const std::string& author) {
  return "<p:GetPatientConsentStatusRequest xmlns:p=\"http://www.ehealth.fgov.be/hubservices/protocol/v2\""
         " xmlns:c=\"http://www.ehealth.fgov.be/hubservices/core/v2\" xmlns:k=\"http://www.ehealth.fgov.be/standards/kmehr/schema/v1\">"
         "<c:request><c:id S=\"ID-KMEHR\" SV=\"1.0\">19997638004.1</c:id><c:author><k:hcparty>"
         "<k:id S=\"ID-HCPARTY\" SV=\"1.0\">19997638004</k:id><k:id S=\"INSS\" SV=\"1.0\">" + author + "</k:id>"
         "<k:cd S=\"CD-HCPARTY\" SV=\"1.0\">persphysician</k:cd></k:hcparty></c:author>"
         "<c:date>2026-11-20</c:date><c:time>10:15:00</c:time></c:request>\n"
         "<c:select><c:patient>\n  <c:id S=\"INSS\" SV=\"1.0\">" + patient + "</c:id></c:patient></c:select>"
         "</p:GetPatientConsentStatusRequest>";
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace sluis::test
