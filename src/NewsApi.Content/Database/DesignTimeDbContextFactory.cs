using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace NewsApi.Content.Database;

/// <summary>Lets <c>dotnet ef migrations add</c> build the model, without a connection.</summary>
internal sealed class DesignTimeDbContextFactory : IDesignTimeDbContextFactory<NewsDbContext>
{
    public NewsDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<NewsDbContext>().UseNpgsql("Host=localhost").Options);
}
