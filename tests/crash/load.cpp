#include "tests/crash/load.hpp"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>
#include <Poco/Timespan.h>

#include <optional>

#include "gateway/security/deflated_token.hpp"
#include "tests/crash/programs.hpp"

namespace sluis::crash_test {
namespace {

constexpr int kSecondsForAnAnswer = 60;

struct Reply {
  int status = 0;
  std::string body;
};

// nullopt: the gateway went away; whether it stored anything is unknown.
std::optional<Reply> post(Poco::Net::HTTPClientSession& session, const std::string& path, const std::string& type, const std::string& body,
                          const std::string& authorization = {}) {
  try {
    Poco::Net::HTTPRequest request("POST", path, "HTTP/1.1");
    request.setContentType(type);
    if (!authorization.empty()) request.set("Authorization", authorization);
    request.setContentLength64(static_cast<std::int64_t>(body.size()));
    session.sendRequest(request) << body;
    Poco::Net::HTTPResponse response;
    Reply reply;
    Poco::StreamCopier::copyToString(session.receiveResponse(response), reply.body);
    reply.status = response.getStatus();
    if (static_cast<std::int64_t>(reply.body.size()) < response.getContentLength64()) return std::nullopt;
    return reply;
  } catch (const Poco::Exception&) {
    return std::nullopt;
  }
}

std::string question_about(const std::string& patient) {
  return R"({"questions":[{"caller":{"ssin":")" + patient + R"(","category":"patient"},"patient":{"ssin":")" + patient +
         R"("},"source":"hub:1999990144","category":"labresult","action":"read"}]})";
}

}  // namespace

Load::Load(const Callers& callers, int connections) : callers_(callers) {
  for (int i = 0; i < connections; ++i) threads_.emplace_back([this, i] { serve(i); });
}

Load::~Load() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    port_ = 0;
  }
  changed_.notify_all();
  for (auto& thread : threads_) thread.join();
}

void Load::go(std::uint16_t port) {
  {
    const std::lock_guard lock(mutex_);
    port_ = port;
  }
  changed_.notify_all();
}

void Load::rest() {
  std::unique_lock lock(mutex_);
  port_ = 0;
  changed_.wait(lock, [this] { return busy_ == 0; });
}

std::map<int, std::set<std::string>> Load::acknowledged() const {
  const std::lock_guard lock(mutex_);
  return acknowledged_;
}

std::set<std::string> Load::kept_decisions() const {
  const std::lock_guard lock(mutex_);
  return kept_;
}

std::string Load::refused() const {
  const std::lock_guard lock(mutex_);
  return refused_;
}

void Load::serve(int number) {
  constexpr int step = 16;  // patients of a connection stand this far apart
  for (int patient = number;; patient += step) {
    std::uint16_t port = 0;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return ending_ || port_ != 0; });
      if (ending_) return;
      port = port_;
      ++busy_;
      acknowledged_[patient];  // looked at in any case: what was stored for him without an answer counts as well
    }
    orders_for(patient, port);
    const std::lock_guard lock(mutex_);
    --busy_;
    changed_.notify_all();
  }
}

// All acts about one patient, one after the other; false when the gateway went away in between.
bool Load::orders_for(int patient, std::uint16_t port) {
  using enum Callers::Act;
  Poco::Net::HTTPClientSession session("127.0.0.1", port);
  session.setKeepAlive(true);
  session.setTimeout(Poco::Timespan(kSecondsForAnAnswer, 0));
  const auto token = callers_.token_of_patient(patient);
  for (const auto act : {PutConsent, PutLink, PutExclusion, RevokeExclusion, RevokeLink, RevokeConsent, PutConsent}) {
    const auto unique = std::to_string(++messages_);
    const auto reply = post(session, Callers::path_of(act), "text/xml; charset=utf-8",
                            callers_.message(act, patient, unique, Callers::is_by_physician(act) ? callers_.physician() : token));
    if (!reply) return false;
    const std::lock_guard lock(mutex_);
    if (reply->body.find("iscomplete>true<") != std::string::npos) {
      acknowledged_[patient].insert(Callers::request_id(act, patient, unique));
      ++answers_;
    } else if (refused_.empty()) {
      refused_ = reply->body;
    }
    if (port_ == 0) return false;
  }
  const auto reply = post(session, "/api/v1/decisions", "application/json", question_about(Callers::patient(patient)),
                          security::authorization_of_token(token.text));
  if (!reply) return false;
  const std::lock_guard lock(mutex_);
  const auto last = reply->body.rfind("\"id\":");
  if (const auto id = last == std::string::npos ? std::string{} : json_member(reply->body.substr(last), "id"); reply->status == 200 && !id.empty()) {
    kept_.insert(id);
    ++answers_;
  } else if (refused_.empty()) {
    refused_ = reply->body;
  }
  return true;
}

}  // namespace sluis::crash_test
