#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/xmlIO.h>
#include <libxml/xmlschemastypes.h>
#include <xmlsec/xmlsec.h>
// after xmlsec.h, which they need
#include <xmlsec/errors.h>
#include <xmlsec/openssl/app.h>
#include <xmlsec/openssl/crypto.h>

#include <mutex>
#include <stdexcept>

#include "gateway/native/xml_document.hpp"

namespace sluis::native {
namespace {

// The verdict comes back from the call; xmlsec's own report would quote the message on standard error.
void stay_silent(const char*, int, const char*, const char*, const char*, int, const char*) noexcept {}

}  // namespace

void start_libraries() {
  static std::once_flag once;
  std::call_once(once, [] {
    xmlInitParser();
    xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE);
    xmlSetExternalEntityLoader(xmlNoNetExternalEntityLoader);
    xmlSchemaInitTypes();
    if (xmlSecInit() < 0 || xmlSecOpenSSLAppInit(nullptr) < 0 || xmlSecOpenSSLInit() < 0)
      throw std::runtime_error("xmlsec can't be started");
    xmlSecErrorsSetCallback(stay_silent);
  });
}

}  // namespace sluis::native
