#pragma once

#include <string>

namespace sluis::sandbox {

// One hub of the sandbox, and how it differs from the others. The Vitalink gateway is one too, with its own SL.
struct HubIdentity {
  int number = 1;   // in the world's documents
  std::string ehp;  // fictional, with right check digits
  std::string name;
  std::string sl;  // how it names its own documents
  bool vitalink = false;
  std::string application = {};      // of its encryption token; some hubs have none
  bool refuses_link_period = false;  // GetTherapeuticLink with begindate or enddate is an error (HUB-TLNK-1)
  int page_size = 50;
};

}  // namespace sluis::sandbox
