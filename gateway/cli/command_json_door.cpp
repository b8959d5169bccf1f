#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>

#include <iostream>

#include "gateway/cli/commands.hpp"
#include "gateway/cli/session.hpp"

namespace sluis::cli {
namespace {

using Poco::JSON::Object;

std::string member(const Object::Ptr& object, const std::string& name) {
  return object && object->has(name) && !object->isNull(name) ? object->getValue<std::string>(name) : std::string{};
}

// The caller that the first question names, as the author of a message: chooses the identity for --as auto.
model::AuthorClaim author_of(const Object::Ptr& root) {
  auto caller = root->getObject("caller");
  const auto questions = root->getArray("questions");
  if (!caller && questions && !questions->empty()) caller = questions->getObject(0)->getObject("caller");
  model::AuthorClaim author;
  const auto category = member(caller, "category");
  const auto ssin = member(caller, "ssin");
  if (!caller || category == "patient") {
    model::PatientClaim patient;
    patient.ids.push_back({"INSS", !ssin.empty() ? ssin : member(root->getObject("patient"), "ssin"), ""});
    author.patient = patient;
    return author;
  }
  model::PartyClaim party;
  if (!ssin.empty()) party.ids.push_back({"INSS", ssin, ""});
  if (const auto nihii = member(caller, "nihii"); !nihii.empty()) party.ids.push_back({"ID-HCPARTY", nihii, ""});
  party.codes.push_back({"CD-HCPARTY", category.starts_with("pers") ? category : "persphysician"});
  const auto organisation = member(caller, "organisation");
  if (!organisation.empty()) {
    model::PartyClaim counter;
    counter.ids.push_back({"ID-HCPARTY", organisation, ""});
    counter.codes.push_back({"CD-HCPARTY", "organisation"});
    author.parties.push_back(counter);
  }
  if (!party.ids.empty()) author.parties.push_back(party);
  return author;
}

Object::Ptr parsed(const std::string& text) {
  try {
    return Poco::JSON::Parser().parse(text).extract<Object::Ptr>();
  } catch (const Poco::Exception& error) {
    throw UsageError("the file is not a JSON object: " + error.displayText());
  }
}

// Posts the file as it is; prints what comes back. Exit by the HTTP status; `deny` judges a 200.
int ask(const std::vector<std::string>& words, const std::string& path, bool (*deny)(const Object::Ptr&)) {
  const auto options = profile_options();
  std::set<std::string> with_value(options.begin(), options.end());
  with_value.insert("json");
  const Arguments arguments(words, with_value, {});
  const auto gateway = arguments.required("gateway");
  const auto file = arguments.has("json") ? arguments.value("json") : arguments.only_plain("FILE with the question");
  const auto text = read_file(file);
  const auto question = parsed(text);
  Session session(arguments, author_of(question));
  const auto token = session.token();
  if (!token) {
    std::cerr << "no token: " << told(token.error()) << "\n";
    return kTechnical;
  }
  const auto reply = session.post(joined_url(gateway, path), "application/json",
                                  {{"Authorization", authorization_value(token->assertion)}}, text);
  if (!reply) {
    std::cerr << told(reply.error()) << "\n";
    return kTechnical;
  }
  std::cout << reply->body << "\n";
  if (reply->status == 200) return deny(parsed(reply->body)) ? kRefused : kDone;
  const auto answer = parsed(reply->body);
  return reply->status == 403 && answer->has("decision") ? kRefused : kTechnical;
}

bool any_denied(const Object::Ptr& answer) {
  const auto decisions = answer->getArray("decisions");
  for (std::size_t i = 0; decisions && i < decisions->size(); ++i) {
    if (member(decisions->getObject(static_cast<unsigned>(i)), "decision") != "permit") return true;
  }
  return !decisions || decisions->empty();
}

bool never(const Object::Ptr&) { return false; }

}  // namespace

int run_check(const std::vector<std::string>& words) { return ask(words, "/api/v1/decisions", any_denied); }
int run_references(const std::vector<std::string>& words) { return ask(words, "/api/v1/references", never); }
int run_accesses(const std::vector<std::string>& words) { return ask(words, "/api/v1/accesses", never); }

}  // namespace sluis::cli
