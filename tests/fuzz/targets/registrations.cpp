#include "mappings/hubservices_v2/request.hpp"
#include "mappings/hubservices_v2/request_writer.hpp"
#include "mappings/hubservices_v2/response_reader.hpp"
#include "mappings/schemas.hpp"
#include "tests/fuzz/round_trip.hpp"
#include "tests/fuzz/targets.hpp"

// The registrations' codecs, protocol v2: requests in both directions, and what the federal services answer.
namespace sluis::fuzz {
namespace {

namespace v2 = mappings::hubservices_v2;
using model::OrderKind;
using Content = decltype(model::Order::content);

struct Request {
  std::string_view element;
  OrderKind kind;
  Content (*read)(native::Node body);
};

template <auto read>
Content content(native::Node body) {
  return read(body);
}

constexpr Request kRequests[] = {
    {"PutPatientConsentRequest", OrderKind::PutConsent, content<v2::read_consent>},
    {"RevokePatientConsentRequest", OrderKind::RevokeConsent, content<v2::read_consent>},
    {"GetPatientConsentRequest", OrderKind::GetConsent, content<v2::read_consent_question>},
    {"GetPatientConsentStatusRequest", OrderKind::ConsentStatus, content<v2::read_consent_question>},
    {"PutTherapeuticLinkRequest", OrderKind::PutLink, content<v2::read_link>},
    {"RevokeTherapeuticLinkRequest", OrderKind::RevokeLink, content<v2::read_link>},
    {"PutTherapeuticLinkBulkRequest", OrderKind::PutLinks, content<v2::read_links>},
    {"GetTherapeuticLinkRequest", OrderKind::GetLinks, content<v2::read_link_question>},
    {"HasTherapeuticLinkRequest", OrderKind::HasLink, content<v2::read_link_question>},
    {"PutTherapeuticExclusionRequest", OrderKind::PutExclusion, content<v2::read_exclusion>},
    {"RevokeTherapeuticExclusionRequest", OrderKind::RevokeExclusion, content<v2::read_exclusion>},
    {"GetTherapeuticExclusionRequest", OrderKind::GetExclusions, content<v2::read_exclusion_question>},
    {"GetTherapeuticExclusionHistoryRequest", OrderKind::GetExclusionHistory, content<v2::read_exclusion_question>}};

// Any request of the family is read by every codec of its service: the dispatch stands before them, not in them.
void fuzz_requests(std::string_view input, std::string_view service) {
  const auto document = native::Document::parse(input);
  if (!document) return;
  const auto root = document->root();
  (void)v2::check_identifiers(root);
  for (const auto& request : kRequests) {
    if (mappings::service_of(v2::kProtocol, request.element) != service) continue;
    if (!root.is(v2::kProtocol, request.element)) {
      (void)request.read(root);
      continue;
    }
    stays_the_same(root, schemas().of(service), [&](native::Node body) {
      model::Order order;
      order.kind = request.kind;
      order.header = v2::read_header(body);
      order.content = request.read(body);
      return v2::write_request(order);
    });
  }
}

}  // namespace

void fuzz_consent(std::string_view input) { fuzz_requests(input, "consent"); }
void fuzz_therlink(std::string_view input) { fuzz_requests(input, "therlink"); }
void fuzz_exclusion(std::string_view input) { fuzz_requests(input, "exclusion"); }

void fuzz_federal_answer(std::string_view input) {
  const auto document = native::Document::parse(input);
  if (!document) return;
  const auto read = v2::read_response(document->root());
  if (!read) return holds(read.error().id() == FaultId::NetworkAnswerRefused, "another fault than that of a bad answer");
  for (const auto& link : read->links) holds(link.start.ok() && link.end.ok(), "a link with days that are none");
  if (read->consent) holds(read->consent->sign_date.ok(), "a consent of a day that is none");
}

}  // namespace sluis::fuzz
