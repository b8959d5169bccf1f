#pragma once

#include <map>
#include <string>
#include <vector>

#include "mappings/single_message/message.hpp"

// What the data hub answers about a patient (gfd.md sections 5 and 6).
namespace sluis::mappings::single_message {

// A part that is sealed with a key of the key depot. The pointer lives as long as the message.
struct SealedPart {
  Element* holder = nullptr;  // encryptedContent or encryptedData
  std::string key;            // id of the key, bytes
  std::string sealed;         // bytes
};
// Every part that says which key opens it; one whose base64 is broken has empty bytes.
std::vector<SealedPart> sealed_parts(SingleMessage& message);
// Puts what was sealed in its place. False when it is no product (or no data): then it stays as it is.
bool open_part(SealedPart& part, std::string_view clear);

// The pharmacy that delivered is nobody's business unless the patient asks (gfd.md section 1): taken out wherever an entity names it.
void hide_pharmacies(SingleMessage& message);

// INSS numbers that the answer is about, each once.
std::vector<std::string> patients_in(const SingleMessage& message);

struct Delivered {
  std::string dispensation;  // dguid
  std::string session;
  std::string delivered;     // xsd:dateTime
  std::string cnk;           // "" when it is no registered product, or sealed
  std::string name;          // of an unregistered product
  bool magistral = false;
  bool sealed = false;
  std::string units;
  std::string posology;
  std::string prescribed;    // true, false, "" when not told
  std::string quality;       // tipQualityIndicator
};
std::vector<Delivered> delivered_in(const SingleMessage& message);

struct StatusMessage {
  std::string at;
  std::string type;  // ERROR, WARNING, INFO, ...
  std::string code;
  std::string message;  // mguid
  std::string session;
  std::string dispensation;
};
std::vector<StatusMessage> statuses_in(const SingleMessage& message);
std::string pharmacy_in(const SingleMessage& message);  // of getPharmacyDetails: the first entity, "" when it is none

}  // namespace sluis::mappings::single_message
