#pragma once

#include <map>
#include <string>

#include "gateway/core/result.hpp"
#include "gateway/model/identity.hpp"
#include "gateway/native/certificate.hpp"

namespace sluis::security {

// Whom the subject of a platform certificate names: mappings/policy/certificate_types.table (security.md section 7).
class CertificateTypes final {
 public:
  static CertificateTypes load(const std::string& path);  // throws std::runtime_error naming file and line

  // The one OU of the form TYPE=number, or the serialNumber of an eID. A certificate proves who, never a profession: a person is
  // a citizen. AttributesRefused when it names nobody, two, a type that we don't know, or a number that is none.
  Result<model::Identity> identify(const native::Certificate& certificate) const;

 private:
  struct Type {
    std::string scheme;  // ssin, nihii, cbe, ehp
    std::string category;
  };
  std::map<std::string, Type> types_;
};

}  // namespace sluis::security
