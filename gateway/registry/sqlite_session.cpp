#include "gateway/registry/sqlite_session.hpp"

#include <Poco/Data/SQLite/Connector.h>
#include <Poco/Data/Statement.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <stdexcept>

namespace sluis::registry {
namespace {

using namespace Poco::Data::Keywords;

constexpr std::size_t kPatienceSeconds = 10;

void register_connector() {
  static std::once_flag once;
  std::call_once(once, [] { Poco::Data::SQLite::Connector::registerConnector(); });
}

}  // namespace

Poco::Data::Session open_sqlite(const std::string& path, SessionUse use) {
  register_connector();
  Poco::Data::Session session("SQLite", path, kPatienceSeconds);
  session.setConnectionTimeout(kPatienceSeconds);
  std::string mode;
  session << "PRAGMA journal_mode=WAL", into(mode), now;
  if (mode != "wal") throw std::runtime_error("write-ahead logging can't be switched on (journal mode " + mode + ")");
  execute(session, "PRAGMA synchronous=FULL");
  execute(session, "PRAGMA foreign_keys=ON");
  if (use == SessionUse::Read) execute(session, "PRAGMA query_only=ON");
  return session;
}

void make_sqlite_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) throw std::runtime_error("registry file " + path + " can't be opened for writing: " + std::strerror(errno));
  ::close(file);
  // The file's name has to be on disk as well before a commit counts.
  const auto parent = std::filesystem::path(path).parent_path();
  const int folder = ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = folder >= 0 && ::fsync(folder) == 0;
  if (folder >= 0) ::close(folder);
  if (!synced) throw std::runtime_error("the folder of the registry file " + path + " can't be made durable");
}

void execute(Poco::Data::Session& session, const std::string& statement) { session << statement, now; }

}  // namespace sluis::registry
