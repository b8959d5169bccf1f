#pragma once

#include <map>
#include <string>
#include <string_view>

// What a status code of the dossier means to us (status_codes.table).
namespace sluis::mappings::single_message {

enum class CodeMeaning { Accepted, Empty, Refused, Failed, Again, Told };

struct StatusCode {
  std::string code;
  CodeMeaning meaning = CodeMeaning::Failed;
  std::string text;  // English, of our own table: the words of the service are never passed on
};

class StatusCodes final {
 public:
  // `folder` holds single_message/status_codes.table. Throws std::runtime_error "file:line: …".
  static StatusCodes load(const std::string& mappings_folder);
  // An unknown code that has the form of one keeps its name; anything else is called "?".
  StatusCode of(std::string_view code) const;

 private:
  std::map<std::string, StatusCode, std::less<>> codes_;
};

}  // namespace sluis::mappings::single_message
