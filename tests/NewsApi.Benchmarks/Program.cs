Console.Error.WriteLine("No benchmark yet.");
