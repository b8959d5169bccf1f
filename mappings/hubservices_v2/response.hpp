#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/model/answer.hpp"
#include "gateway/native/xml_writer.hpp"

namespace sluis::mappings::hubservices_v2 {

// Who answers, and when. `suffix` makes the response identifier unique in the sender; with number and dot at most 50
// characters.
struct Responder {
  std::string number;
  std::string category;
  std::string name;
  std::string suffix;
  core::Instant now;
};

enum class ConsentStatus { Given, Revoked, Deceased };

// Writes one response body, front to back, in canonical form. Call order: constructor, acknowledge, at most one
// content, finish.
class ResponseWriter final {
 public:
  // element: local name of the body element; request_echo: canonical XML of the request header, repeated byte for byte.
  ResponseWriter(std::string_view element, const Responder& responder, const std::string& request_echo);

  // An error of an entry of a bulk names it (rulings R19).
  ResponseWriter& acknowledge(const std::vector<model::BusinessError>& errors);
  ResponseWriter& consent(const model::Consent& consent);
  ResponseWriter& consent_with_status(const model::Consent& consent, ConsentStatus status);
  // A patient who died and never declared a consent (setting of rulings R10).
  ResponseWriter& deceased_without_consent(const model::Ssin& number);
  ResponseWriter& links(const std::vector<model::TherapeuticLink>& links);
  ResponseWriter& value(bool truth);
  ResponseWriter& exclusions(const std::vector<model::Exclusion>& exclusions);
  std::string finish();

 private:
  native::XmlWriter::Name c(std::string_view local) const;
  void header(const Responder& responder, const std::string& request_echo);
  void patient(const model::Ssin& number, const std::string& first_name, const std::string& family_name);
  void patient(const model::PatientClaim& claim);
  void person(const model::PatientClaim& claim);
  void names(const std::string& first_name, const std::string& family_name);
  void author(const model::AuthorClaim& author);
  void core_party(const model::Party& party);
  void consent_content(const model::Consent& consent, const ConsentStatus* status);
  void act(std::string_view operation, const model::Declaration& declaration, bool with_author);
  void code(std::string_view scheme, std::string_view version, std::string_view value);

  // Differs from every prefix of the echo: what is bound already would not be declared again, and the whole not be
  // canonical.
  std::string_view core_prefix_;
  native::XmlWriter out_;
};

}  // namespace sluis::mappings::hubservices_v2
