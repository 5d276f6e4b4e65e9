using System.ComponentModel;

namespace Understudy.Transport.Udp;

/// <summary>Says why the system does not tell its network interfaces, and what the cure is.</summary>
internal static class UnknownInterfaces
{
    private const int NotPermitted = 1;
    private const int AccessDenied = 13;
    private const int TooManyInSystem = 23;
    private const int TooManyInProcess = 24;
    private const int FamilyNotSupported = 97;

    public static string Explain(Exception error)
    {
        string cure = ((error as Win32Exception)?.NativeErrorCode ?? error.HResult) switch
        {
            TooManyInProcess or TooManyInSystem => " Raise the limit of open files (ulimit -n).",
            NotPermitted or AccessDenied or FamilyNotSupported =>
                " A sandbox denies it the sockets that tell (AF_NETLINK): allow them, as by systemd's "
                + "RestrictAddressFamilies=AF_INET AF_NETLINK.",
            _ => "",
        };
        return $"The system does not tell its network interfaces: {error.Message.TrimEnd('.')}.{cure}";
    }
}
