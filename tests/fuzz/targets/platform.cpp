#include "adapters/registers/answer.hpp"
#include "mappings/etee/etk_depot.hpp"
#include "mappings/etee/kgss.hpp"
#include "mappings/saml11/assertion.hpp"
#include "mappings/wss/answer.hpp"
#include "mappings/wstrust/response.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/fuzz/targets.hpp"

// What the services of the platform answer: envelopes, tokens, encryption tokens, keys, registers.
namespace sluis::fuzz {
namespace {

template <class Answer>
void only_bad_answers(const Result<Answer>& read) {
  if (!read) holds(read.error().id() == FaultId::NetworkAnswerRefused, "another fault than that of a bad answer");
}

template <class Read>
void is_evidence_or_not(const Read& read) {
  if (!read) holds(read.error().id() == FaultId::EvidenceUnavailable, "another fault than EvidenceUnavailable");
}

}  // namespace

void fuzz_soap_answer(std::string_view input) {
  const auto read = mappings::wss::read_soap_answer(input);
  only_bad_answers(read);
  if (read) holds(static_cast<bool>(read->payload) != read->fault.has_value(), "an answer that is payload and fault, or neither");
}

void fuzz_wstrust(std::string_view input) {
  const auto document = native::Document::parse(input);
  if (!document) return;
  const auto read = mappings::wstrust::read_response(document->root());
  only_bad_answers(read);
  if (read && read->token) (void)mappings::saml11::read_assertion(read->token);
}

void fuzz_etk_depot(std::string_view input) {
  const auto document = native::Document::parse(input);
  if (!document) return;
  const auto read = mappings::etee::read_get_etk_response(document->root());
  only_bad_answers(read);
  if (!read) return;
  const int given = !read->token.empty() + !read->matches.empty() + !read->error.empty();
  holds(given == 1, "an answer of the depot that is none or several of the three");
  for (const auto& actor : read->matches) holds(native::Document::parse(mappings::etee::write_get_etk(actor)).has_value(), "no XML");
}

void fuzz_kgss(std::string_view input) {
  if (const auto document = native::Document::parse(input)) {
    const auto read = mappings::etee::read_kgss_answer(document->root());
    only_bad_answers(read);
    if (read) holds(read->sealed.empty() != read->error.empty(), "an answer that is content and error, or neither");
  }
  for (const auto& key : {mappings::etee::read_new_key_content(input), mappings::etee::read_key_content(input)}) {
    if (key) holds(key->value.size() == 16 || key->value.size() == 24 || key->value.size() == 32, "a key that has no length of AES");
  }
}

void fuzz_registers(std::string_view input) {
  namespace registers = adapters::registers;
  static const auto patient = model::Ssin::parse("85073099833").value();
  const auto person = registers::read_person(input, patient);
  is_evidence_or_not(person);
  if (person && *person) holds((*person)->ssin == patient, "an answer about another person is believed");
  is_evidence_or_not(registers::read_provider(input));
  is_evidence_or_not(registers::read_organisation(input));
  is_evidence_or_not(registers::read_relations(input));
  is_evidence_or_not(registers::read_representatives(input));
  is_evidence_or_not(registers::read_providers(input));
  is_evidence_or_not(registers::read_organisations(input));
  is_evidence_or_not(registers::read_global_file(input, patient));
}

}  // namespace sluis::fuzz
