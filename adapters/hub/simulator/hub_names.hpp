#pragma once

#include <string_view>

#include "adapters/simulator_kit/names.hpp"
#include "gateway/native/xml_writer.hpp"

// Names of hubservices v3 (hubs.md section 2), written down from the specification for the simulator alone.
namespace sluis::sandbox::hub {

inline constexpr std::string_view kProtocol = "http://www.ehealth.fgov.be/hubservices/protocol/v3";
inline constexpr std::string_view kCore = "http://www.ehealth.fgov.be/hubservices/core/v3";
inline constexpr std::string_view kActions = "urn:be:fgov:ehealth:intrahub:protocol:v3:";

inline native::XmlWriter::Name p(std::string_view local) {
  return {"p", kProtocol, local};
}
inline native::XmlWriter::Name c(std::string_view local) {
  return {"c", kCore, local};
}
inline native::XmlWriter::Name k(std::string_view local) {
  return {"k", names::kKmehr, local};
}

inline void write_scheme(native::XmlWriter& xml, const native::XmlWriter::Name& name, std::string_view scheme,
                         std::string_view version, std::string_view value, std::string_view local = {}) {
  xml.open(name).attribute("S", scheme);
  if (!local.empty()) xml.attribute("SL", local);
  xml.attribute("SV", version).text(value).close();
}

}  // namespace sluis::sandbox::hub
