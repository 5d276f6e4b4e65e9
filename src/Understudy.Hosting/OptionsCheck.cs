using Microsoft.Extensions.Options;

namespace Understudy.Hosting;

/// <summary>Lets the options check themselves when the host starts.</summary>
internal sealed class OptionsCheck<TOptions> : IValidateOptions<TOptions>
    where TOptions : class
{
    private readonly Action<TOptions> _check;

    public OptionsCheck(Action<TOptions> check) => _check = check;

    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        try
        {
            _check(options);
            return ValidateOptionsResult.Success;
        }
        catch (InvalidOptionException error)
        {
            return ValidateOptionsResult.Fail(string.IsNullOrEmpty(name) ? error.Message : $"{name}: {error.Message}");
        }
    }
}
