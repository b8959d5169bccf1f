#pragma once

#include <Poco/JSON/Object.h>

#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "gateway/cli/session.hpp"

namespace sluis::cli {

using JsonPtr = Poco::JSON::Object::Ptr;

JsonPtr parsed_json(const std::string& text);  // UsageError when it is not one object
std::string json_member(const JsonPtr& object, const std::string& name);  // "" when absent or null

// The options of a session and these.
std::set<std::string> session_options(std::initializer_list<std::string> more);

// The caller that a question names, as the author of a message: chooses the identity for --as auto.
model::AuthorClaim author_of_question(const JsonPtr& root);

// Posts a question as it is and prints what comes back. Exit by the HTTP status; `deny` judges a 200.
int ask_gateway(const Arguments& arguments, const model::AuthorClaim& author, const std::string& path,
                const std::string& text, bool (*deny)(const JsonPtr&), std::ostream& out = std::cout);

}  // namespace sluis::cli
