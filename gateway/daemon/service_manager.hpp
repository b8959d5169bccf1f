#pragma once

#include <string_view>

namespace sluis::daemon {

// Tells systemd (sd_notify(3), Type=notify) what this process does: "READY=1", "RELOADING=1", "STOPPING=1". Does nothing when
// nobody asked ($NOTIFY_SOCKET), and never waits.
void tell_service_manager(std::string_view state);

}  // namespace sluis::daemon
