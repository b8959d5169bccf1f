#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluis::audit {

// The form of a record that its patient may hold, and that the tree is made over: the line as it stands in the trail, with the SSIN of
// anybody else (caller, person behind a counter, representative) replaced by "sha256:" and the SHA-256 of salt, name of the member and
// number, and without the salt. Whoever has the trail can check it; whoever has only this can't find the number: the salt has 128
// bits and stays in the trail. A record without salt (written before there was a tree) is shown as it stands.
std::string shown_form(std::string_view line);

// Whether the shown form of this line names nobody but its patient by SSIN: only then it leaves the house.
bool may_be_shown(std::string_view line);

// The text of a member of a line of ours, without reading all of it; "" when it has none. A view into the line, escapes as they are.
std::string_view member_in(std::string_view line, std::string_view name);

}  // namespace sluis::audit
