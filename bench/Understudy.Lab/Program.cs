using Understudy.Cli.Hosting;
using Understudy.Lab.Commands;

// A signal ends it as it is: nothing here needs to be put away.
return await LabCommand.RunAsync(
    args,
    new ProgramContext
    {
        Input = Console.OpenStandardInput(),
        Output = Console.Out,
        Error = Console.Error,
    }).ConfigureAwait(false);
