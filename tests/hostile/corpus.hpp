#pragma once

#include <string>
#include <vector>

#include "tests/hostile/forge.hpp"

namespace sluis::hostile {

// One line of fixtures/hostile/attacks.table with the bytes of its file. What the columns mean is said in attacks.schema.
struct Attack {
  std::string family;
  std::string name;                 // file: family/name.suffix
  std::string bytes;
  std::string rule, fault;          // "-": to be accepted
  std::string base = "consent";     // of the control group
  std::string suffix = "xml";       // xml, token, json, recipe, http
  std::string door = "soap";
  std::string path = "/Consent/v1";
  std::string sequence = "self";
  std::string certificate = "-";    // client certificate of the JSON door
  std::string settings = "-";
  std::string unless = "-";
};

class Corpus final {
 public:
  void add(Attack attack) { attacks_.push_back(std::move(attack)); }
  // The usual case: a SOAP message.
  void soap(const char* family, const char* name, std::string bytes, const char* rule, const char* fault, const char* base = "consent") {
    Attack attack;
    attack.family = family;
    attack.name = name;
    attack.bytes = std::move(bytes);
    attack.rule = rule;
    attack.fault = fault;
    attack.base = base;
    add(std::move(attack));
  }
  const std::vector<Attack>& attacks() const { return attacks_; }

 private:
  std::vector<Attack> attacks_;
};

// Names of the gate's rules, and numbers of faults, as the security log tells them.
namespace rule {
inline constexpr auto kForm = "form";
inline constexpr auto kHeader = "security header";
inline constexpr auto kTimestamp = "timestamp";
inline constexpr auto kAlgorithms = "algorithms";
inline constexpr auto kAssertion = "assertion";
inline constexpr auto kHolder = "holder of key";
inline constexpr auto kNodes = "signed nodes";
inline constexpr auto kSignature = "message signature";
inline constexpr auto kReplay = "replay";
inline constexpr auto kAttributes = "certified attributes";
inline constexpr auto kCertificate = "holder certificate";
inline constexpr auto kToken = "header token";
inline constexpr auto kClientCertificate = "client certificate";
inline constexpr auto kHttp = "http";  // refused by the server before there is a message
}  // namespace rule

// Messages of the control group, made once: what is said of them elsewhere is said of the very same bytes.
const Pieces& control();       // control/consent.xml
const std::string& control_token();  // the assertion behind control/token.token

void add_control(Corpus& corpus);
void add_wrapping(Corpus& corpus);      // bodies, timestamps, headers, assertions and ids at other places
void add_signature(Corpus& corpus);     // stripped, partial, other algorithms, transforms, references, keys
void add_assertion(Corpus& corpus);     // who issued it, when it holds, for whom, how it is confirmed, swapped
void add_form(Corpus& corpus);          // encodings, namespaces, DOCTYPE, comments
void add_size(Corpus& corpus);          // what should cost much, as recipes
void add_replay(Corpus& corpus);
void add_json(Corpus& corpus);          // the JSON door
void add_http(Corpus& corpus);          // framing, smuggling, slow clients, bombs

}  // namespace sluis::hostile
