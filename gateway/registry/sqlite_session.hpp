#pragma once

#include <Poco/Data/Session.h>

#include <string>

namespace sluis::registry {

enum class SessionUse { Write, Read };

// A connection to the file: WAL, synchronous=FULL, foreign keys on, ten seconds of patience with other writers. A reading one
// can't write. Throws Poco::Exception or std::runtime_error.
Poco::Data::Session open_sqlite(const std::string& path, SessionUse use);

// Makes the file, for us alone to read, when it is absent. Throws std::runtime_error with the path and the reason.
void make_sqlite_file(const std::string& path);

// Runs one statement without parameters.
void execute(Poco::Data::Session& session, const std::string& statement);

}  // namespace sluis::registry
