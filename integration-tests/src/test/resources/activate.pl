# Stands in for a service manager with a socket unit: binds, and for each line that it reads starts the program of its arguments, with the
# socket as descriptor 3, and waits for its end.
use strict;
use warnings;
use IO::Socket::INET;
use POSIX ();

$| = 1;
$^F = 255;    # what is open stays so in the program
my $socket = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 0, Listen => 4096) or die $@;
$socket->blocking(0);
print 'bound to port ', $socket->sockport, "\n";
while (<STDIN>) {
    my $child = fork // die $!;
    if ($child == 0) {
        POSIX::dup2(fileno($socket), 3) // die $!;
        @ENV{qw(LISTEN_PID LISTEN_FDS LISTEN_FDNAMES)} = ($$, 1, 'play');
        exec @ARGV or die $!;
    }
    waitpid $child, 0;
    print "ended\n";
}
