#pragma once

#include <string>
#include <string_view>

// Private to this room: turns a complaint of libxml2 into what the schema wants, without anything of the message.
namespace sluis::native {

// `code` and `message` of a libxml2 validity error. Keeps only what comes from the schema: lists of elements, facets, types.
// The message must be whole; an empty one gives general words.
std::string expectation(int code, std::string_view message);

// Local name of the attribute that the complaint is about; empty when it is about an element.
std::string attribute_named_in(std::string_view message);

}  // namespace sluis::native
