using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using NewsApi.Content.Access.Keys;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing.Repeats;
using NewsApi.Content.Wire.Rows;

namespace NewsApi.Content.Database;

/// <summary>The EF model of the database. Migrations and writes use it.</summary>
public sealed class NewsDbContext(DbContextOptions<NewsDbContext> options) : DbContext(options)
{
    public DbSet<Article> Articles => Set<Article>();

    public DbSet<ArticleVersion> ArticleVersions => Set<ArticleVersion>();

    public DbSet<Mention> Mentions => Set<Mention>();

    public DbSet<IncomingDocument> IncomingDocuments => Set<IncomingDocument>();

    public DbSet<Entity> Entities => Set<Entity>();

    public DbSet<MergedEntity> MergedEntities => Set<MergedEntity>();

    public DbSet<FormerSlug> FormerSlugs => Set<FormerSlug>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<CommandRepeat> CommandRepeats => Set<CommandRepeat>();

    public DbSet<Change> Changes => Set<Change>();

    public DbSet<WireHead> WireHeads => Set<WireHead>();

    /// <summary>Makes a context on a database.</summary>
    public static NewsDbContext On(System.Data.Common.DbDataSource database, params IInterceptor[] interceptors) =>
        new(new DbContextOptionsBuilder<NewsDbContext>().UseNpgsql(database).AddInterceptors(interceptors).Options);

    /// <summary>Makes a context on an open connection. The context takes part in the connection's current transaction.</summary>
    public static NewsDbContext On(System.Data.Common.DbConnection connection) =>
        new(new DbContextOptionsBuilder<NewsDbContext>().UseNpgsql(connection).Options);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        NewsDbModel.Conventions(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder) => NewsDbModel.Build(modelBuilder);
}
