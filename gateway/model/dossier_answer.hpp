#pragma once

#include <string>
#include <vector>

namespace sluis::model {

// What the shared pharmaceutical dossier answered.
struct DossierAnswer {
  struct Registered {
    std::string local_reference;
    std::string dispensation;  // dguid
    std::string product;       // CNK, "" for a magistral preparation
  };
  std::string code;                        // TIP_200, PCDH_SUCCESS, ...
  std::string text;
  std::string session;                     // sguid
  std::vector<Registered> registered;
  std::vector<std::string> filtered;       // products that may not be shared, left out
  std::string message;                     // SingleMessage, XML, products in the clear
  bool queued = false;                     // kept, sealed, until it can be sent
};

}  // namespace sluis::model
