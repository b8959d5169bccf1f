#pragma once

#include <memory>
#include <string>

#include "gateway/core/clock.hpp"
#include "gateway/daemon/settings_file.hpp"

namespace sluis::daemon {

// The composition root: builds every room's parts in the order in which they need each other, and takes them down in reverse.
class House final {
 public:
  // Throws SettingsError (file, line, key, what to write instead) or std::runtime_error with one clear line.
  // `clock` outlives the house. With `listen` false everything is built and checked but no port is opened and nothing is written
  // to the trail (--check-config). `tenant`: the organisation's name in log and metrics when the daemon serves several.
  House(const SettingsFile& settings, const core::Clock& clock, bool listen, const std::string& tenant = {});
  ~House();

  void open();   // starts answering; writes ports_file
  void drain();  // says on /readyz that it leaves, goes on answering and closes each connection after its next reply
  // Reads keys and certificates again and puts them to use, all or none. False: something is wrong with them, nothing has changed; the
  // log says what.
  bool exchange_keys();
  void close();  // accepts nothing new, finishes what is in flight

 private:
  struct Rooms;
  std::unique_ptr<Rooms> rooms_;
};

}  // namespace sluis::daemon
