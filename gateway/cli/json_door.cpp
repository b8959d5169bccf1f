#include "gateway/cli/json_door.hpp"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Parser.h>

#include <iostream>

namespace sluis::cli {

using Poco::JSON::Object;

JsonPtr parsed_json(const std::string& text) {
  try {
    return Poco::JSON::Parser().parse(text).extract<Object::Ptr>();
  } catch (const Poco::Exception& error) {
    throw UsageError("the file is not a JSON object: " + error.displayText());
  }
}

std::string json_member(const JsonPtr& object, const std::string& name) {
  return object && object->has(name) && !object->isNull(name) ? object->getValue<std::string>(name) : std::string{};
}

std::set<std::string> session_options(std::initializer_list<std::string> more) {
  const auto options = profile_options();
  std::set<std::string> all(options.begin(), options.end());
  all.insert(more.begin(), more.end());
  return all;
}

model::AuthorClaim author_of_question(const JsonPtr& root) {
  auto caller = root->getObject("caller");
  const auto questions = root->getArray("questions");
  if (!caller && questions && !questions->empty()) {
    const auto first = questions->getObject(0);
    caller = first ? first->getObject("caller") : caller;
  }
  model::AuthorClaim author;
  const auto category = json_member(caller, "category");
  const auto ssin = json_member(caller, "ssin");
  if (!caller || category == "patient") {
    model::PatientClaim patient;
    patient.ids.push_back({"INSS", !ssin.empty() ? ssin : json_member(root->getObject("patient"), "ssin"), ""});
    author.patient = patient;
    return author;
  }
  model::PartyClaim party;
  if (!ssin.empty()) party.ids.push_back({"INSS", ssin, ""});
  if (const auto nihii = json_member(caller, "nihii"); !nihii.empty()) party.ids.push_back({"ID-HCPARTY", nihii, ""});
  party.codes.push_back({"CD-HCPARTY", category.starts_with("pers") ? category : "persphysician"});
  const auto organisation = json_member(caller, "organisation");
  if (!organisation.empty()) {
    model::PartyClaim counter;
    counter.ids.push_back({"ID-HCPARTY", organisation, ""});
    counter.codes.push_back({"CD-HCPARTY", "organisation"});
    author.parties.push_back(counter);
  }
  if (!party.ids.empty()) author.parties.push_back(party);
  return author;
}

int ask_gateway(const Arguments& arguments, const model::AuthorClaim& author, const std::string& path,
                const std::string& text, bool (*deny)(const JsonPtr&), std::ostream& out) {
  const auto gateway = arguments.required("gateway");
  Session session(arguments, author);
  const auto token = session.token();
  if (!token) {
    std::cerr << "no token: " << told(token.error()) << "\n";
    return kTechnical;
  }
  std::vector<std::pair<std::string, std::string>> headers{{"Authorization", authorization_value(token->assertion)}};
  if (arguments.has("deadline")) headers.emplace_back("Sluis-Deadline-Milliseconds", arguments.value("deadline"));
  const auto reply = session.post(joined_url(gateway, path), "application/json", std::move(headers), text);
  if (!reply) {
    std::cerr << told(reply.error()) << "\n";
    return kTechnical;
  }
  out << reply->body << "\n";
  if (reply->status == 200 || reply->status == 202) return deny(parsed_json(reply->body)) ? kRefused : kDone;
  const auto answer = parsed_json(reply->body);
  return (reply->status == 403 || reply->status == 422) && answer->has("decision") ? kRefused : kTechnical;
}

}  // namespace sluis::cli
