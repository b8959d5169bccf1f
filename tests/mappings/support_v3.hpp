#pragma once

#include <string>

#include "gateway/native/xml_document.hpp"
#include "mappings/kmehr/party.hpp"

// What tests of IntraHub messages share.
namespace sluis::test {

native::Document parsed(const std::string& xml);

// Valid by our schema, and by the official one where that is at hand; and canonical already, so that it can be signed as it is.
void check_v3(const std::string& xml);

// A hospital and its software ask.
template <class Request>
Request v3_request() {
  Request request;
  request.header.id = "71099911.1";
  request.header.date = "2026-11-20";
  request.header.time = "10:15:00+01:00";
  request.header.author.parties = {::sluis::mappings::kmehr::make_party("71099911", "orghospital", "Ziekenhuis & <co>"),
                                   ::sluis::mappings::kmehr::software_party("sluis-1")};
  return request;
}

}  // namespace sluis::test
