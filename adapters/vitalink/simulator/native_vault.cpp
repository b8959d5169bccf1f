#include "adapters/vitalink/simulator/native_vault.hpp"

#include "adapters/simulator_kit/kmehr_parts.hpp"
#include "adapters/vitalink/simulator/native_names.hpp"
#include "gateway/core/calendar.hpp"

namespace sluis::sandbox {

using native::Node;
using native::XmlWriter;
using vault::n;
using vault::text_at;

namespace {

constexpr auto kSl = "vitalinkuri";
constexpr std::size_t kMostSubjects = 10;

Answer xml_answer(std::string body) {
  return {200, "text/xml; charset=utf-8", std::move(body), ""};
}

Answer refusal(int status, std::string why) {
  return {status, "text/plain", "", std::move(why)};
}

}  // namespace

Answer NativeVault::fault() const {
  return refusal(500, "scenario: fault");
}

Answer NativeVault::answer(const Question& question) {
  if (question.path != kNativeVaultPath) return refusal(404, "path");
  if (question.method != "POST") return refusal(405, "method");
  const auto document = native::Document::parse(question.body);
  if (!document) return refusal(400, document.error().log_text());
  const auto request = document->root();
  const auto is = [&](std::string_view name) { return request.is("", name); };
  if (is("StoreDataEntriesRequest")) return xml_answer(written(request, "StoreDataEntriesResponse", store(request)));
  if (is("FetchDataEntriesRequest")) return xml_answer(written(request, "FetchDataEntriesResponse", fetch(request)));
  if (is("RemoveDataEntryRequest")) return xml_answer(written(request, "RemoveDataEntryResponse", remove(request)));
  if (is("RetrieveTimestampsRequest"))
    return xml_answer(written(request, "RetrieveTimestampsResponse", timestamps(request)));
  return refusal(400, "unknown request");
}

NativeVault::Outcome NativeVault::refused(std::string code, std::string message, std::string reference, std::string type) {
  Outcome outcome;
  outcome.code = code;
  outcome.message = message;
  outcome.errors.push_back({std::move(code), std::move(message), std::move(reference), std::move(type)});
  return outcome;
}

std::string NativeVault::written(Node request, const std::string& element, const Outcome& outcome) const {
  XmlWriter xml;
  xml.open(n(element));
  if (const auto id = text_at(request, "clientMessageID"); !id.empty()) xml.element(n("clientMessageID"), id);
  xml.element(n("serverMessageID"), core::random_uuid(random_));
  xml.open(n("status")).element(n("code"), outcome.code).element(n("message"), outcome.message);
  if (!outcome.errors.empty()) {
    xml.open(n("errors"));
    for (const auto& error : outcome.errors) {
      xml.open(n("error")).element(n("code"), error.code).element(n("message"), error.message);
      if (!error.reference.empty()) xml.element(n("reference"), error.reference);
      xml.element(n("referenceType"), error.type).close();
    }
    xml.close();
  }
  xml.close().raw(outcome.rest);
  return xml.close().take();
}

NativeVault::Outcome NativeVault::remove(Node request) {
  const auto uri = text_at(request, "dataEntryURI");
  const auto named = vault::parse_uri(uri);
  if (!named || named->form != vault::EntryUri::Form::Entry)
    return refused("406", "No node found matching the URI", uri, "VALIDATION_ERROR");
  auto state = StoreState::NotFound;
  content_.around(named->ssin, [&] { state = documents_.remove(kSl, uri); });
  if (state == StoreState::NotFound) return refused("406", "No node found matching the URI", uri, "DATA_ENTRY");
  if (state == StoreState::Removed) return refused("464", "Remove not allowed: the entry is already deleted", uri, "DATA_ENTRY");
  if (state == StoreState::Stale) return refused("415", "The version is not the newest one", uri, "DATA_ENTRY");
  XmlWriter xml;
  xml.element(n("subjectID"), named->ssin);
  xml.element(n("version"), std::to_string(documents_.subject(named->ssin).version));
  Outcome outcome;
  outcome.rest = xml.take();
  return outcome;
}

NativeVault::Outcome NativeVault::timestamps(Node request) const {
  const auto subjects = request.child("", "subjectIDs").children("", "subjectID");
  if (subjects.empty() || subjects.size() > kMostSubjects)
    return refused("415", "One to ten subjects are expected", "", "VALIDATION_ERROR");
  Outcome outcome;
  XmlWriter xml;
  xml.element(n("currentDateTime"), core::brussels_date_time(clock_.now())).open(n("subjects"));
  for (const auto& node : subjects) {
    const auto ssin = std::string(core::trim(node.text()));
    const auto subject = documents_.subject(ssin);
    if (subject.version == 0) {
      outcome.errors.push_back({"400", "Subject with this SSIN unknown", ssin, "SUBJECT_SSIN"});
      continue;
    }
    xml.open(n("subject")).element(n("subjectID"), ssin);
    xml.element(n("lastUpdated"), core::brussels_date_time(subject.updated));
    xml.element(n("version"), std::to_string(subject.version)).close();
  }
  outcome.rest = xml.close().take();
  if (!outcome.errors.empty()) {
    outcome.code = "489";
    outcome.message = "One or more errors occurred";
  }
  return outcome;
}

}  // namespace sluis::sandbox
